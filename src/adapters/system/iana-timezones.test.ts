import { describe, expect, it } from 'vitest';
import { ianaTimezones } from './iana-timezones.ts';

describe('the IANA time zones', () => {
  it.each([
    'UTC',
    'GMT',
    'Europe/Paris',
    'Europe/Kyiv',
    'Europe/Kiev',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Argentina/ComodRivadavia',
    'America/Port-au-Prince',
    'America/Port_of_Spain',
    'Etc/GMT+5',
    'Indian/Reunion',
    'US/Eastern',
  ])('hold %s', (name) => expect(ianaTimezones.has(name)).toBe(true));

  it.each([
    '',
    '1',
    'Mars/Phobos',
    '../x',
    '../etc/passwd',
    'Europe/../Paris',
    'europe/paris',
    'EUROPE/PARIS',
    'asia/kolkata',
    '+01:00',
    'Europe/Paris ',
    'Europe/',
    'Europe\0/Paris',
  ])('do not hold %j', (name) => expect(ianaTimezones.has(name)).toBe(false));
});
