import type { Job, JobName } from './job.ts';

type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

/** A waiting job as it was when it was read. */
export type WaitingJob<Name extends JobName = JobName> = Readonly<{
  job: JobOf<Name>;
  /** Has a meaning for the queue only. */
  reference: unknown;
}>;

/**
 * The jobs that wait behind one that is being carried out, for handlers that can do several at once. They stay in the
 * queue until they are finished, so that a process that dies loses none of them.
 */
export interface WaitingJobs {
  /**
   * Jobs of the name and queue (`queueOf`) of `job` that are due, in the order in which they would be carried out, up to
   * the first of another name and at most `limit`; none for a job without a queue. As long as `job` is being carried out
   * no other process begins them.
   */
  following<Name extends JobName>(job: JobOf<Name>, limit: number): Promise<readonly WaitingJob<Name>[]>;
  /**
   * Removes jobs from the queue at commit, since their work is done. A job that was queued again since it was read
   * stays.
   */
  finish(jobs: readonly WaitingJob[]): Promise<void>;
}
