import { expect, it } from 'vitest';
import { PreciseDate } from '../../../domain/shared/precise-date.ts';
import { wireTime } from './wire-time.ts';

const SECOND = Date.UTC(2026, 10, 23, 16, 12, 39);

it.each([
  [new Date(SECOND), '2026-11-23T16:12:39Z'],
  [new Date(SECOND + 7), '2026-11-23T16:12:39.007000Z'],
  [new PreciseDate(SECOND + 760, 215), '2026-11-23T16:12:39.760215Z'],
  [new PreciseDate(SECOND, 9), '2026-11-23T16:12:39.000009Z'],
  [new PreciseDate(SECOND, 0), '2026-11-23T16:12:39Z'],
])('writes %o as %s', (instant, text) => {
  expect(wireTime(instant)).toBe(text);
});
