import { expect, it } from 'vitest';
import { timeZones } from './time-zones.ts';

const WINTER = Date.parse('2026-11-30T13:00:00Z');
const find = (value: string, language: string, at = WINTER) =>
  timeZones('Europe/Paris', language, at).find((option) => option.value === value);

it('names each zone with its present distance from UTC, and is found by what the language calls it', () => {
  expect(find('Europe/Paris', 'fr')).toEqual({
    value: 'Europe/Paris',
    text: 'Europe / Paris (UTC+01:00)',
    words: expect.stringContaining('Europe centrale'),
  });
  expect(find('Europe/Paris', 'en', Date.parse('2026-07-01T00:00:00Z'))?.text).toBe(
    'Europe / Paris (UTC+02:00)',
  );
  expect(find('America/Port_of_Spain', 'en')?.text).toBe('America / Port of Spain (UTC-04:00)');
  expect(find('UTC', 'fr')?.text).toMatch(/^UTC \(UTC/);
});

it('has the stored one also where the browser does not know it, and each once', () => {
  const zones = timeZones('Mars/Olympus_Mons', 'fr', WINTER);
  expect(zones).toContainEqual({ value: 'Mars/Olympus_Mons', text: 'Mars / Olympus Mons' });
  expect(new Set(zones.map(({ value }) => value)).size).toBe(zones.length);
  expect(zones.length).toBeGreaterThan(300);
});
