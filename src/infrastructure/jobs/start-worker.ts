import { EventEmitter } from 'node:events';
import {
  type LogFunctionFactory,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { finishQueuedJob } from '../../adapters/postgres/finish-queued-job.ts';
import { removeIdleQueues } from '../../adapters/postgres/remove-idle-queues.ts';
import type { JobHandlers, JobName } from '../../application/jobs/job.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Clock, Randomness } from '../../application/ports/system.ts';
import { makeJobTask } from './job-task.ts';
import { crontab } from './schedule.ts';

/** How often queues that are empty are removed. */
const QUEUE_REMOVAL_MS = 10 * 60 * 1000;

type Options = {
  readonly pool: Pool;
  readonly handlers: JobHandlers;
  /** Jobs carried out at the same time. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** How often to look for jobs that nobody told of, such as those whose time has come; in ms, 1,000 by default. */
  readonly pollIntervalMs?: number;
  /** Told the name under which this process locks jobs, before it locks any. */
  readonly onPoolId: (id: string) => void;
};

export type Worker = {
  /** Takes no more jobs and resolves when those in flight are done. */
  stop(): Promise<void>;
};

/** Starts carrying out jobs in this process. */
export async function startWorker(options: Options): Promise<Worker> {
  const { pool, handlers, concurrency, clock, randomness, logger, onPoolId } = options;
  const { pollIntervalMs = 1_000 } = options;
  const taskFor = (name: JobName): Task => {
    const task = makeJobTask(name, handlers[name] as never, { clock, randomness, logger });
    return async (payload, helpers) => {
      await task(payload, helpers);
      // Should it fail, the worker does it again by itself, as often as it takes.
      await finishQueuedJob(pool, helpers.job).catch((error: unknown) =>
        logger.warn('a job could not be taken off its queue yet', { job: name }, error),
      );
    };
  };
  const taskList: TaskList = Object.fromEntries(
    (Object.keys(handlers) as JobName[]).map((name) => [name, taskFor(name)]),
  );
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => onPoolId(workerPool.id));
  let isStopping = false;
  // Of two workers that look for a job at the same moment one finds the named queues locked by the other, and would
  // sleep although jobs wait: whoever has found one wakes the next.
  events.on('job:start', ({ worker }) => {
    if (!isStopping) worker.workerPool.nudge(1);
  });
  const runner = await run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency,
    noHandleSignals: true,
    pollInterval: pollIntervalMs,
    events,
    logger: new WorkerLogger(forward(logger)),
  });
  const upkeep = setInterval(() => void removeQueues(pool, logger), QUEUE_REMOVAL_MS).unref();
  runner.promise.catch((error: unknown) => logger.error('the worker stopped by itself', {}, error));
  return {
    stop: () => {
      isStopping = true;
      clearInterval(upkeep);
      return runner.stop();
    },
  };
}

/** Best effort: what cannot be removed now is removed another time. */
const removeQueues = (pool: Pool, logger: Logger): Promise<void> =>
  removeIdleQueues(pool).then(
    () => undefined,
    (error: unknown) => logger.warn('queues that are empty could not be removed', {}, error),
  );

/** The queue's own complaints; its chatter and the failures of jobs, which are logged where they happen, are left out. */
const forward =
  (logger: Logger): LogFunctionFactory =>
  () =>
  (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) logger.warn(message);
    if (level === 'warning') logger.warn(message);
  };
