import type { Pool } from 'pg';
import { AbandonedJobRecovery } from '../../adapters/postgres/jobs/abandoned-job-recovery.ts';
import { systemClock } from '../../adapters/system/system.ts';
import type { HealthCheck } from '../../application/shared/health-check.ts';
import type { JobHandlers } from '../../application/shared/jobs/job.ts';
import type { Logger } from '../../application/shared/logger.ts';
import type { Randomness } from '../../application/shared/system.ts';
import type { ShutdownStep } from '../observability/graceful-shutdown.ts';
import type { AroundJob, OnJobEnd } from './job-task.ts';
import { type JobGate, startGatedWorker } from './start-gated-worker.ts';
import { startWorker, type Worker } from './start-worker.ts';

const RECOVERY_INTERVAL_MS = 2_000;

type Options = Readonly<{
  /** Its connections keep their sessions: the queue wakes its workers with `LISTEN`. */
  sessionPool: Pool;
  handlers: JobHandlers;
  concurrency: number;
  gate: JobGate;
  randomness: Randomness;
  logger: Logger;
  onJobEnd?: OnJobEnd | undefined;
  aroundJob?: AroundJob | undefined;
  syntheticCheckMinutes?: number | undefined;
}>;

export type BackgroundJobs = Readonly<{
  health: HealthCheck;
  /** Resolves when they have ended by themselves too often. */
  givenUp: Promise<void>;
  steps: readonly ShutdownStep[];
}>;

/** Carries out jobs in this process while the gate is open, and takes over those of processes that were killed. */
export async function startBackgroundJobs(options: Options): Promise<BackgroundJobs> {
  const {
    sessionPool,
    handlers,
    concurrency,
    gate,
    randomness,
    logger,
    onJobEnd,
    aroundJob,
    syntheticCheckMinutes,
  } = options;
  let worker: Worker | undefined;
  const recovery = new AbandonedJobRecovery({
    pool: sessionPool,
    logger,
    intervalMs: RECOVERY_INTERVAL_MS,
    isCarryingOut: (jobId) => worker?.isCarryingOut(jobId) ?? true,
    isServing: (queueId) => worker?.isServing(queueId) ?? true,
  });
  const start = () =>
    startWorker({
      pool: sessionPool,
      handlers,
      concurrency,
      // The queue uses the database's clock as well.
      clock: systemClock,
      randomness,
      logger,
      onPoolId: (id) => void recovery.hold(id),
      onPoolEnd: (id) => void recovery.letGo(id),
      onJobEnd,
      aroundJob,
      syntheticCheckMinutes,
    });
  const started = await startGatedWorker({ gate, start, logger });
  worker = started;
  recovery.start();
  return {
    health: started.health,
    givenUp: started.givenUp,
    steps: [
      { name: 'background jobs', stop: () => started.stop(), timeoutMs: 25_000 },
      { name: 'job recovery', stop: () => recovery.stop(), timeoutMs: 5_000 },
    ],
  };
}
