import type { JobHelpers } from 'graphile-worker';
import type { QueuedJob } from '../../src/adapters/memory/engine/queued-job.ts';
import type { Job, JobHandlers, JobName } from '../../src/application/shared/jobs/job.ts';
import type { Logger } from '../../src/application/shared/logger.ts';
import type { Clock, Randomness } from '../../src/application/shared/system.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import { makeJobTask } from '../../src/infrastructure/jobs/job-task.ts';

export type JobDeps = Readonly<{
  unitOfWork: UnitOfWork;
  handlers: JobHandlers;
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
}>;
export type CarryOutJob = (queued: Pick<QueuedJob, 'job' | 'key'>) => Promise<void>;

/** Carries out a job of the memory queue with the real worker's rules for outages. */
export const makeCarryOutJob =
  (deps: JobDeps): CarryOutJob =>
  async ({ job: { name, ...payload }, key }) => {
    const addJob = async (again: JobName, stored: object, { runAt }: { runAt: Date }): Promise<void> => {
      const job = { ...stored, name: again } as Job;
      const options = { runAt, ...(key === undefined ? {} : { key }) };
      await deps.unitOfWork.run(({ outbox }) => outbox.append(job, options));
    };
    // The part of the worker's helpers that the task uses.
    const helpers = { job: { key: key ?? null }, addJob } as unknown as JobHelpers;
    await makeJobTask(name, deps.handlers[name] as never, deps)(payload, helpers);
  };
