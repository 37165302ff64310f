import type { Job, JobName } from '../../../application/shared/jobs/job.ts';
import { queueOf } from '../../../application/shared/jobs/queue-of.ts';
import type { WaitingJob, WaitingJobs } from '../../../application/shared/jobs/waiting-jobs.ts';
import { ascending } from '../engine/ascending.ts';
import type { QueuedJob } from '../engine/queued-job.ts';

/** References are the job objects themselves: a job that is queued again is another object. */
export class MemoryWaitingJobs implements WaitingJobs {
  /**
   * @param waiting the committed jobs, in the order in which they were appended
   * @param finished collects the jobs to be removed at commit
   */
  constructor(
    private readonly waiting: () => readonly QueuedJob[],
    private readonly finished: QueuedJob[],
  ) {}

  /** Jobs appended with a time do not count as due, for lack of a clock. */
  async following<Name extends JobName>(
    job: Extract<Job, { name: Name }>,
    limit: number,
  ): Promise<readonly WaitingJob<Name>[]> {
    const queue = queueOf(job);
    if (queue === undefined) return [];
    const due = this.waiting()
      .filter(
        (queued) =>
          queueOf(queued.job) === queue && queued.runAt.getTime() === 0 && !this.finished.includes(queued),
      )
      .sort(ascending(({ isBehind = false }) => isBehind));
    const other = due.findIndex((queued) => queued.job.name !== job.name);
    return (other < 0 ? due : due.slice(0, other)).slice(0, limit).map((queued) => ({
      job: structuredClone(queued.job) as Extract<Job, { name: Name }>,
      reference: queued,
    }));
  }

  async finish(jobs: readonly WaitingJob[]): Promise<void> {
    this.finished.push(...jobs.map(({ reference }) => reference as QueuedJob));
  }
}
