import type { Job } from './job.ts';

export type JobOptions = {
  /** Earliest time of the job; at once when absent. */
  readonly runAt?: Date;
  /** A job already waiting under the same key is replaced by this one. */
  readonly key?: string;
};

/** Work to do after commit, at least once, by a worker that may run a job twice. */
export interface Outbox {
  append(job: Job, options?: JobOptions): Promise<void>;
  /** Appends jobs without a key, due at once, in no order. */
  appendAll(jobs: readonly Job[]): Promise<void>;
}
