import type { ChildEnd } from './child.ts';
import { type NextStart, nextStart } from './restart-policy.ts';

type Options = Readonly<{
  /** Starts a process, and resolves when it has ended. */
  run: () => Promise<ChildEnd>;
  /** Called after each end that nobody asked for. */
  onEnd: (end: ChildEnd, next: NextStart) => void;
  /** No process is started any more. */
  stopping: AbortSignal;
  /** Resolves after that time, or when `stopping` is aborted. */
  pause: (ms: number) => Promise<void>;
  /** Time that only goes on, in ms. */
  now: () => number;
}>;

/** Starts a process again whenever it ends. @returns whether it gave up, because the process ends again and again */
export async function keepRunning({ run, onEnd, stopping, pause, now }: Options): Promise<boolean> {
  let shortRuns = 0;
  while (!stopping.aborted) {
    const startedAt = now();
    const end = await run();
    if (stopping.aborted) break;
    const next = nextStart(shortRuns, now() - startedAt);
    shortRuns = next.shortRuns;
    onEnd(end, next);
    if (next.pauseMs === undefined) return true;
    await pause(next.pauseMs);
  }
  return false;
}
