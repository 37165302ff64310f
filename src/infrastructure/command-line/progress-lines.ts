import type { Progress } from '../../application/takeover/import-people.ts';

/** Pause between two lines about one table, in milliseconds. */
const PAUSE_MS = 1_000;

/** Tells progress as plain lines, which a log keeps: the end of every table, and how far a long one is each second. */
export function progressLines(
  write: (line: string) => void,
  milliseconds: () => number,
): (progress: Progress) => void {
  let latest = Number.NEGATIVE_INFINITY;
  return ({ phase, table, done, total }) => {
    const isOver = done >= total;
    if (!isOver && milliseconds() - latest < PAUSE_MS) return;
    if (isOver && total === 0) return;
    latest = milliseconds();
    const percent = Math.floor((100 * done) / Math.max(1, total));
    write(`${phase === 'read' ? 'taking over' : 'comparing'} ${table}: ${done} of ${total} (${percent} %)`);
  };
}
