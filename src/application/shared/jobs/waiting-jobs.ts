import type { Job, JobName } from './job.ts';

type JobOf<Name extends JobName> = Extract<Job, { name: Name }>;

/** A job that waits, as it was when it was looked at. */
export type WaitingJob<Name extends JobName = JobName> = Readonly<{
  job: JobOf<Name>;
  /** Means something to the queue only. */
  reference: unknown;
}>;

/**
 * The jobs that wait behind one that is being carried out, for whoever can do several at once. They stay in the queue
 * until they are finished: whoever dies before loses none of them.
 */
export interface WaitingJobs {
  /**
   * Jobs of the name and queue (`queueOf`) of `job` that are due, in the order in which they would be carried out, up to
   * the first of another name and at most `limit`; none for a job without a queue. As long as `job` is being carried out
   * nobody else begins them.
   */
  following<Name extends JobName>(job: JobOf<Name>, limit: number): Promise<readonly WaitingJob<Name>[]>;
  /** Takes jobs off the queue at commit: what they ask for is done. One asked for again since it was looked at stays. */
  finish(jobs: readonly WaitingJob[]): Promise<void>;
}
