import type { Job } from '../../../application/shared/jobs/job.ts';
import type { JobOptions, KeyedJob, Outbox } from '../../../application/shared/jobs/outbox.ts';
import type { QueuedJob } from '../engine/queued-job.ts';

const EPOCH = new Date(0);

/** Collects the jobs of a transaction; they are queued at commit. */
export class MemoryOutbox implements Outbox {
  constructor(private readonly jobs: QueuedJob[]) {}

  async append(job: Job, { runAt = EPOCH, key }: JobOptions = {}): Promise<void> {
    this.jobs.push(structuredClone({ job, runAt, key }));
  }

  async appendAll(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) await this.append(job);
  }

  async appendBehind(jobs: readonly KeyedJob[]): Promise<void> {
    this.jobs.push(
      ...structuredClone(jobs.map((one) => ({ ...one, runAt: one.runAt ?? EPOCH, isBehind: true as const }))),
    );
  }
}
