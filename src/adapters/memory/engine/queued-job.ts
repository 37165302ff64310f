import type { Job } from '../../../application/shared/jobs/job.ts';

/** A job that waits. One appended without `runAt` has the epoch there: it is due whatever the clock says. */
export type QueuedJob = Readonly<{ job: Job; runAt: Date; key: string | undefined }>;
