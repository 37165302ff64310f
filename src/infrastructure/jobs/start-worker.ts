import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type LogFunctionFactory,
  type Runner,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { finishQueuedJob } from '../../adapters/postgres/jobs/finish-queued-job.ts';
import { removeIdleQueues } from '../../adapters/postgres/jobs/remove-idle-queues.ts';
import type { HealthCheck } from '../../application/shared/health-check.ts';
import type { JobHandlers, JobName } from '../../application/shared/jobs/job.ts';
import type { Logger } from '../../application/shared/logger.ts';
import type { Clock, Randomness } from '../../application/shared/system.ts';
import { makeJobTask } from './job-task.ts';
import { makeQueuePool } from './queue-pool.ts';
import { crontab } from './schedule.ts';
import { supervise } from './supervise-runner.ts';

/** How often queues that are empty are removed. */
const QUEUE_REMOVAL_MS = 10 * 60 * 1000;
/** After how long without a look for jobs, or without a worker, somebody else must help, in ms. */
const STALLED_MS = 60_000;
/** How long a stop waits for a database that is away, once no job runs, in ms. */
const PATIENCE_AT_END_MS = 3_000;
const LOOK_MS = 50;

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
  /** Told that nothing under that name is carried out any more. */
  readonly onPoolEnd?: (id: string) => void;
};

export type Worker = {
  /** Takes no more jobs and resolves when those in flight are done. */
  stop(): Promise<void>;
  /** `warning` while it is being started again after it stopped by itself, `error` when it has looked for no job for long. */
  health: HealthCheck;
  /** Whether a job that is locked under our name is carried out, or is about to be noted as done. */
  isCarryingOut(jobId: string): boolean;
  /** Resolves when it stopped by itself again and again, and is not started any more. */
  readonly givenUp: Promise<void>;
};

/** Starts carrying out jobs in this process, and starts again, after growing pauses, whenever that ends by itself. */
export async function startWorker(options: Options): Promise<Worker> {
  const { pool, handlers, concurrency, clock, randomness, logger, onPoolId, onPoolEnd } = options;
  const { pollIntervalMs = 1_000 } = options;
  const queuePool = makeQueuePool(pool, logger);
  const running = new Set<string>();
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
  let isStopping = false;
  let lookedAt = performance.now();

  const startRunner = async (): Promise<Runner> => {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => onPoolId(workerPool.id));
    events.on('pool:release', ({ workerPool }) => onPoolEnd?.(workerPool.id));
    // Of two workers that look for a job at the same moment one finds the named queues locked by the other, and would
    // sleep although jobs wait: whoever has found one wakes the next.
    events.on('job:start', ({ worker, job }) => {
      running.add(job.id);
      lookedAt = performance.now();
      if (!isStopping && worker.workerPool._active) worker.workerPool.nudge(1);
    });
    events.on('job:complete', ({ job }) => running.delete(job.id));
    events.on('worker:getJob:empty', () => {
      lookedAt = performance.now();
    });
    return run({
      pgPool: queuePool.pool,
      taskList,
      crontab,
      concurrency,
      noHandleSignals: true,
      pollInterval: pollIntervalMs,
      events,
      logger: new WorkerLogger(forward(logger)),
    });
  };
  const supervised = await supervise(startRunner, { logger });
  const upkeep = setInterval(() => void removeQueues(pool, logger), QUEUE_REMOVAL_MS).unref();

  /** Nothing runs, and what else is to be done waits for a database that is away: others will find it undone. */
  const isLeft = (): boolean => running.size === 0 && queuePool.isWaiting();
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(upkeep);
      const over = new AbortController();
      await Promise.race([
        supervised.stop().finally(() => over.abort()),
        lasts(isLeft, { forMs: PATIENCE_AT_END_MS, signal: over.signal }),
      ]).finally(() => over.abort());
      queuePool.close();
    },
    health: async () => {
      const isIdle = running.size < concurrency && performance.now() - lookedAt > pollIntervalMs + STALLED_MS;
      if (isIdle || supervised.downForMs() > STALLED_MS) return 'error';
      return supervised.downForMs() > 0 ? 'warning' : 'ok';
    },
    isCarryingOut: (id) => running.has(id) || queuePool.unsettled() > 0 || queuePool.isWaiting(),
    givenUp: supervised.givenUp,
  };
}

/** Resolves once `condition` was so at every look of that time, or never when `signal` aborts before. */
async function lasts(
  condition: () => boolean,
  { forMs, signal }: { readonly forMs: number; readonly signal: AbortSignal },
): Promise<void> {
  let since = performance.now();
  while (!signal.aborted && performance.now() - since < forMs) {
    await delay(LOOK_MS);
    if (!condition()) since = performance.now();
  }
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
