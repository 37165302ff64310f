import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelaySeconds } from './backoff.ts';

it.each([
  [1, 0, 0.5],
  [1, 1, 1],
  [4, 1, 8],
  [11, 1, 900],
  [500, 0, 450],
])('attempt %i with jitter %d waits %d s', (attempt, jitter, seconds) => {
  expect(retryDelaySeconds(attempt, jitter)).toBe(seconds);
});

it.each([
  [1, 30, 30],
  [11, 30, 900],
  [1, 3600, 3600],
  [1, 86_400, 3600],
])('attempt %i waits, where %d s are imposed, %d s', (attempt, imposed, seconds) => {
  expect(retryDelaySeconds(attempt, 1, imposed)).toBe(seconds);
});

it('never shrinks with more attempts, nor leaves its bounds', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, jitter) => {
      const delay = retryDelaySeconds(attempt, jitter);
      expect(delay).toBeGreaterThanOrEqual(0.5);
      expect(delay).toBeLessThanOrEqual(900);
      expect(retryDelaySeconds(attempt + 1, jitter)).toBeGreaterThanOrEqual(delay);
    }),
  );
});
