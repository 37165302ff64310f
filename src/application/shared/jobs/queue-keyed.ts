import type { KeyedJob, Outbox } from './outbox.ts';

/** Queues jobs of one request: one as usual, several behind those of requests for one thing alone. */
export async function queueKeyed(outbox: Outbox, jobs: readonly KeyedJob[]): Promise<void> {
  const [first, ...others] = jobs;
  if (first && others.length === 0) await outbox.append(first.job, { key: first.key });
  else await outbox.appendBehind(jobs);
}
