/** A process that ran for so long, in ms, had started well: what was before no longer counts. */
const LONG_RUN_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Most short runs in a row that are followed by another start. */
const MOST_SHORT_RUNS = 5;

export type NextStart = Readonly<{
  /** Short runs in a row, this one included. */
  shortRuns: number;
  /** How long to wait before the next start, in ms; undefined: there is none. */
  pauseMs: number | undefined;
}>;

/**
 * What follows the end of a process: another at once after a long run, after growing pauses where they end again and
 * again, and none after too many of those, since that which ends them does not pass by itself.
 *
 * @param shortRuns in a row, before this one
 */
export function nextStart(shortRuns: number, ranForMs: number): NextStart {
  if (ranForMs >= LONG_RUN_MS) return { shortRuns: 0, pauseMs: 0 };
  const now = shortRuns + 1;
  if (now > MOST_SHORT_RUNS) return { shortRuns: now, pauseMs: undefined };
  return { shortRuns: now, pauseMs: Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (now - 1)) };
}
