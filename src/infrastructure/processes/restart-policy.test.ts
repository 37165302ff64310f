import { expect, it } from 'vitest';
import { nextStart } from './restart-policy.ts';

it('starts again at once after a long run, whatever was before', () => {
  expect(nextStart(0, 60_000)).toEqual({ shortRuns: 0, pauseMs: 0 });
  expect(nextStart(5, 3_600_000)).toEqual({ shortRuns: 0, pauseMs: 0 });
});

it('waits longer each time after short runs, and gives up after the sixth', () => {
  const pauses: (number | undefined)[] = [];
  let shortRuns = 0;
  for (let run = 1; run <= 6; run += 1) {
    const next = nextStart(shortRuns, 59_999);
    pauses.push(next.pauseMs);
    shortRuns = next.shortRuns;
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, undefined]);
});
