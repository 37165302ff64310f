import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { cpuOfPostgres, cpuOfProcess } from '../http/cpu-time.ts';
import type { ServerProcess } from '../http/server-process.ts';
import { median } from '../http/statistics.ts';
import { queueBareJobs } from './seed.ts';
import type { Installation, Surroundings } from './surroundings.ts';

/** The result of one side, from the moment its jobs were visible. CPU in ms for each provisioning. */
export type Drain = Readonly<{
  /** Provisionings a second, until the last mailbox was stored as enabled. */
  perSecond: number;
  /** Seconds until the queue was empty, with the jobs that provisionings queue. */
  emptyAfter: number;
  workerCpu: number;
  databaseCpu: number;
  dimailCpu: number;
}>;

const PAUSE_MS = 20;
const LONGEST_DRAIN_MS = 10 * 60_000;

type Side = Readonly<{ pool: Pool; worker: ServerProcess; queue: () => Promise<number>; lastStored: string }>;

/** Queues mailboxes for an application and waits until the queue is empty. */
export const drainApplication = (
  surroundings: Surroundings,
  { pool, domains, worker, queueProvisionings }: Installation,
  order: { round: string; count: number; withMails: boolean },
): Promise<Drain> => {
  const queue = () => queueProvisionings(pool, domains, order);
  const lastStored = 'SELECT max(updated_at) AS at FROM mailbox';
  return drain(surroundings, { pool, worker, queue, lastStored }, order.count);
};

/** As `drainApplication`, for the bare side, whose jobs queue no others. */
export const drainBare = (surroundings: Surroundings, round: string, count: number): Promise<Drain> => {
  const { pool, worker } = surroundings.bare;
  const queue = () => queueBareJobs(pool, round, count);
  return drain(surroundings, { pool, worker, queue, lastStored: '' }, count);
};

async function drain(
  { dimail, postmaster }: Surroundings,
  { pool, worker, queue, lastStored }: Side,
  count: number,
): Promise<Drain> {
  const startedAt = await queue();
  const cpu = () => [cpuOfProcess(worker.pid), cpuOfPostgres(postmaster), cpuOfProcess(dimail.pid)] as const;
  const before = cpu();
  const emptyAt = await untilEmpty(pool, startedAt + LONGEST_DRAIN_MS);
  const after = cpu();
  const { rows } = lastStored === '' ? { rows: [] } : await pool.query<{ at: Date }>(lastStored);
  const storedAt = rows[0]?.at.getTime() ?? emptyAt;
  return {
    perSecond: (count * 1000) / (storedAt - startedAt),
    emptyAfter: (emptyAt - startedAt) / 1000,
    workerCpu: (after[0] - before[0]) / count,
    databaseCpu: (after[1] - before[1]) / count,
    dimailCpu: (after[2] - before[2]) / count,
  };
}

async function untilEmpty(pool: Pool, deadline: number): Promise<number> {
  for (;;) {
    const { rows } = await pool.query('SELECT FROM graphile_worker._private_jobs LIMIT 1');
    const now = Date.now();
    if (rows.length === 0) return now;
    if (now > deadline) throw new Error('the queue does not become empty');
    await delay(PAUSE_MS);
  }
}

export const mediansOf = (drains: readonly Drain[]): Drain => {
  const of = (figure: keyof Drain) => median(drains.map((drained) => drained[figure]));
  return {
    perSecond: of('perSecond'),
    emptyAfter: of('emptyAfter'),
    workerCpu: of('workerCpu'),
    databaseCpu: of('databaseCpu'),
    dimailCpu: of('dimailCpu'),
  };
};
