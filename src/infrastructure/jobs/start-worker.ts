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
import { type AroundJob, makeJobTask, type OnJobEnd } from './job-task.ts';
import { makeQueuePool } from './queue-pool.ts';
import { crontabOf } from './schedule.ts';
import { supervise } from './supervise-runner.ts';

/** Time between two removals of empty queues, in ms. */
const QUEUE_REMOVAL_MS = 10 * 60 * 1000;
/** How long a worker may be down, or not look for jobs, before its health is `error`, in ms. */
const STALLED_MS = 60_000;
/** How long a stop waits for an unavailable database, once no job runs, in ms. */
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
  /** Time between two searches for jobs without a notification, such as due ones; in ms, 1,000 by default. */
  readonly pollIntervalMs?: number;
  /** Called with the name under which this process locks jobs, before it locks any. */
  readonly onPoolId: (id: string) => void;
  /** Called when no job under that name is carried out any more. */
  readonly onPoolEnd?: (id: string) => void;
  /** Called after each run of a job. */
  readonly onJobEnd?: OnJobEnd | undefined;
  readonly aroundJob?: AroundJob | undefined;
  /** Minutes between two checks of the mail service; undefined for none. */
  readonly syntheticCheckMinutes?: number | undefined;
};

export type Worker = {
  /** Stops taking jobs and resolves when those in flight are done. */
  stop(): Promise<void>;
  /**
   * `warning` while it is being restarted after it ended by itself, `error` when it has not searched for jobs for long.
   */
  health: HealthCheck;
  /** Whether a job that is locked under our name is being carried out, or is about to be marked as done. */
  isCarryingOut(jobId: string): boolean;
  /** Whether a job of that named queue is being carried out, or is about to be marked as done. */
  isServing(queueId: number): boolean;
  /** Resolves when it has ended by itself too often, and is not restarted any more. */
  readonly givenUp: Promise<void>;
};

/** Starts to carry out jobs in this process, and restarts, after growing pauses, whenever that ends by itself. */
export async function startWorker(options: Options): Promise<Worker> {
  const { pool, handlers, concurrency, clock, randomness, logger, onPoolId, onPoolEnd } = options;
  const { onJobEnd: onEnd, aroundJob: around } = options;
  const { pollIntervalMs = 1_000 } = options;
  const queuePool = makeQueuePool(pool, logger);
  /** Jobs under way, by their id, with their named queue. */
  const running = new Map<string, number | null>();
  const taskFor = (name: JobName): Task => {
    const task = makeJobTask(name, handlers[name] as never, { clock, randomness, logger, onEnd, around });
    return async (payload, helpers) => {
      await task(payload, helpers);
      // After a failure here, the worker does it itself, with its own retries.
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
    // Of two workers that look for a job at the same moment, one finds the named queues locked by the other and would
    // sleep although jobs wait: a worker that has found a job wakes the next one.
    events.on('job:start', ({ worker, job }) => {
      running.set(job.id, job.job_queue_id);
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
      crontab: crontabOf(options.syntheticCheckMinutes),
      concurrency,
      noHandleSignals: true,
      pollInterval: pollIntervalMs,
      events,
      logger: new WorkerLogger(forward(logger)),
    });
  };
  const supervised = await supervise(startRunner, { logger });
  const upkeep = setInterval(() => void removeQueues(pool, logger), QUEUE_REMOVAL_MS).unref();

  const isSettling = (): boolean => queuePool.unsettled() > 0 || queuePool.isWaiting();
  /**
   * No job runs, and the remaining statements wait for an unavailable database: other processes will recover the jobs.
   */
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
    isCarryingOut: (id) => running.has(id) || isSettling(),
    isServing: (id) => [...running.values()].includes(id) || isSettling(),
    givenUp: supervised.givenUp,
  };
}

/** Resolves once `condition` was true at every check during that time; never after `signal` aborts. */
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

/** Best effort: queues that cannot be removed now are removed later. */
const removeQueues = (pool: Pool, logger: Logger): Promise<void> =>
  removeIdleQueues(pool).then(
    () => undefined,
    (error: unknown) => logger.warn('queues that are empty could not be removed', {}, error),
  );

/**
 * The queue's own warnings and errors; its debug output and the failures of jobs, which are logged elsewhere, are left
 * out.
 */
const forward =
  (logger: Logger): LogFunctionFactory =>
  () =>
  (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) logger.warn(message);
    if (level === 'warning') logger.warn(message);
  };
