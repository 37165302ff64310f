import type { Job } from './job.ts';

export type JobOptions = {
  /** Earliest time of the job; at once when absent. */
  readonly runAt?: Date;
  /** A job already waiting under the same key is replaced by this one. */
  readonly key?: string;
};

/** A job that replaces the one waiting under the same key; `runAt`: its earliest time, at once when absent. */
export type KeyedJob = Readonly<{ job: Job; key: string; runAt?: Date }>;

/** Work to do after commit, at least once, by a worker that may run a job twice. */
export interface Outbox {
  append(job: Job, options?: JobOptions): Promise<void>;
  /** Appends jobs without a key, due at once, in no order. */
  appendAll(jobs: readonly Job[]): Promise<void>;
  /**
   * Appends many jobs, each under a key of its own. They wait behind the jobs that were, and will
   * be, appended otherwise, so that nobody who waits for one change waits for a thousand.
   */
  appendBehind(jobs: readonly KeyedJob[]): Promise<void>;
}
