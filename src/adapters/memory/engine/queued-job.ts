import type { Job } from '../../../application/shared/jobs/job.ts';

/** A waiting job. `runAt` is the epoch for a job appended without it: it is always due. `isBehind`: others go first. */
export type QueuedJob = Readonly<{ job: Job; runAt: Date; key: string | undefined; isBehind?: true }>;
