import { expect, it } from 'vitest';
import { microsecondsOf } from '../../../domain/shared/precise-date.ts';
import { parseTimestamp } from './precise-times.ts';

it.each([
  ['2026-11-23 16:12:39.760215+00', '2026-11-23T16:12:39.760Z', 215],
  ['2026-11-23 18:12:39.000001+02', '2026-11-23T16:12:39.000Z', 1],
  ['2026-11-23 16:12:39.283+00', '2026-11-23T16:12:39.283Z', 0],
  ['2026-11-23 16:12:39.5+00', '2026-11-23T16:12:39.500Z', 0],
  ['2026-11-23 16:12:39+00', '2026-11-23T16:12:39.000Z', 0],
  ['2026-11-23 21:42:39.1+05:30', '2026-11-23T16:12:39.100Z', 0],
])('reads %s', (text, milliseconds, microseconds) => {
  const instant = parseTimestamp(text);
  if (!(instant instanceof Date)) throw new Error('not an instant');
  expect(instant.toISOString()).toBe(milliseconds);
  expect(microsecondsOf(instant)).toBe(microseconds);
});

it('leaves infinity to the driver', () => {
  expect(parseTimestamp('infinity')).toBe(Number.POSITIVE_INFINITY);
});
