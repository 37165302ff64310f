import { setTimeout as delay } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Logger } from '../../application/shared/logger.ts';

type Options = {
  readonly logger: Logger;
  /** Pause before the first restart, in ms; doubled each time. */
  readonly pauseMs?: number;
};

export type Supervised = Readonly<{
  stop(): Promise<void>;
  /** How long the runner has been down, in ms; 0 while it runs. */
  downForMs(): number;
  /** Resolves when restarts have failed too often. */
  givenUp: Promise<void>;
}>;

const LONGEST_PAUSE_MS = 60_000;
/** After a run of that length, in ms, earlier failures no longer count. */
const LONG_RUN_MS = 60_000;
/** Most short runs in a row; with the pauses in between, they take more than five minutes. */
const MOST_FAILURES = 10;

/**
 * Runs `start` again whenever the runner ends by itself, with or without a failure: both leave a process without a
 * worker. After `MOST_FAILURES` short runs in a row it gives up, and logs that.
 *
 * @throws Error of the first start
 */
export async function supervise(
  start: () => Promise<Runner>,
  { logger, pauseMs = 1_000 }: Options,
): Promise<Supervised> {
  const stopping = new AbortController();
  let current: Runner | undefined = await start();
  let downSince: number | undefined;

  /** @returns whether it ran for long before it ended */
  async function untilEnd(runner: Runner): Promise<boolean> {
    const startedAt = performance.now();
    const failure = await runner.promise.then(
      () => new Error('it ended without a failure'),
      (error: unknown) => error,
    );
    if (!stopping.signal.aborted) {
      downSince ??= performance.now();
      logger.error('the worker stopped by itself and is started again', {}, failure);
    }
    return performance.now() - startedAt >= LONG_RUN_MS;
  }

  async function startAgain(): Promise<void> {
    try {
      current = await start();
      downSince = undefined;
    } catch (error) {
      logger.error('the worker could not be started again', {}, error);
    }
    if (stopping.signal.aborted) await stopCurrent();
  }

  /** A runner that is ending already rejects. */
  async function stopCurrent(): Promise<void> {
    const runner = current;
    await runner?.stop().catch(() => undefined);
    await runner?.promise.catch(() => undefined);
  }

  async function keepRunning(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const ranLong = current !== undefined && (await untilEnd(current));
      current = undefined;
      failures = ranLong ? 1 : failures + 1;
      if (failures > MOST_FAILURES) {
        logger.error('the worker stops by itself again and again; it is not started any more');
        return;
      }
      const pause = Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** (failures - 1));
      await delay(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (!stopping.signal.aborted) await startAgain();
    }
    // The caller stopped it: `givenUp` must not resolve.
    await new Promise<never>(() => undefined);
  }

  return {
    stop: () => {
      stopping.abort();
      return stopCurrent();
    },
    downForMs: () => (downSince === undefined ? 0 : performance.now() - downSince),
    givenUp: keepRunning(),
  };
}
