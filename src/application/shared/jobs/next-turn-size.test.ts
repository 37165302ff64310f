import { expect, it } from 'vitest';
import { nextTurnSize } from './next-turn-size.ts';

it.each([
  { size: 1, elapsedMs: 0, next: 2, why: 'a quick one' },
  { size: 16, elapsedMs: 100, next: 32, why: 'just quick enough' },
  { size: 32, elapsedMs: 1, next: 32, why: 'as many as there may be' },
  { size: 8, elapsedMs: 101, next: 8, why: 'neither quick nor slow' },
  { size: 8, elapsedMs: 300, next: 8, why: 'just not too slow' },
  { size: 8, elapsedMs: 301, next: 4, why: 'a slow one' },
  { size: 3, elapsedMs: 9_000, next: 1, why: 'a slow odd one' },
  { size: 1, elapsedMs: 20_000, next: 1, why: 'one alone that is slow' },
])('after $size in $elapsedMs ms come $next: $why', ({ size, elapsedMs, next }) => {
  expect(nextTurnSize(size, elapsedMs)).toBe(next);
});
