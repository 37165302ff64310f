import type { Job } from './job.ts';

/** The queue whose jobs run one after the other, in all processes; undefined for jobs that need not wait for others. */
export const queueOf = (job: Job): string | undefined =>
  job.name === 'deliver_to_webhook' ? `webhook ${job.webhookId}` : undefined;
