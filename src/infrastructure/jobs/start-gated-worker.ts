import type { Logger } from '../../application/shared/logger.ts';
import type { Worker } from './start-worker.ts';

/** Whether jobs may be taken; it tells each time it has looked. */
export type JobGate = Readonly<{ isClosed: boolean; onLook: (listener: () => void) => void }>;

type Options = Readonly<{
  /** While it is closed no job is taken. */
  gate: JobGate;
  start: () => Promise<Worker>;
  logger: Logger;
}>;

/**
 * A worker that runs while the gate is open: jobs are left in the queue as they are when it is closed, and those in flight
 * come to their end. A start that fails is repeated at the gate's next look.
 *
 * @throws Error of the first start
 */
export async function startGatedWorker({ gate, start, logger }: Options): Promise<Worker> {
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  let inner: Worker | undefined;
  let isEnding = false;

  const settle = async (): Promise<void> => {
    if (!isEnding && !gate.isClosed && !inner) {
      inner = await start();
      void inner.givenUp.then(giveUp);
    } else if (inner && (isEnding || gate.isClosed)) {
      await inner.stop();
      inner = undefined;
    }
  };
  await settle();
  let work: Promise<void> = Promise.resolve();
  const settleInTurn = (): Promise<void> => {
    work = work
      .then(settle)
      .catch((error: unknown) => logger.warn('the worker could not be started yet', {}, error));
    return work;
  };
  gate.onLook(() => void settleInTurn());

  return {
    stop: () => {
      isEnding = true;
      return settleInTurn();
    },
    health: async () => (await inner?.health()) ?? 'ok',
    isCarryingOut: (jobId) => inner?.isCarryingOut(jobId) ?? false,
    isServing: (queueId) => inner?.isServing(queueId) ?? false,
    givenUp,
  };
}
