import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const NOW = new Date('2026-11-23T10:00:00.500Z');

it.each([
  ['0', 0],
  ['7', 7],
  [' 120 ', 120],
  ['Mon, 23 Nov 2026 10:00:30 GMT', 30],
  ['Mon, 23 Nov 2026 09:59:00 GMT', 0],
  ['-3', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j as %s', (header, expected) => {
  expect(retryAfterSeconds(header, NOW)).toBe(expected);
});
