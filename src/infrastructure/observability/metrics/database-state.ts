import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  type AuditPart,
  monthsAhead,
  readAuditParts,
} from '../../../adapters/postgres/audit-parts/audit-parts.ts';
import { readWorkState, type WorkState } from '../../../adapters/postgres/connection/work-state.ts';
import { systemClock } from '../../../adapters/system/system.ts';
import type { Metrics } from './metrics.ts';

type Deps = Readonly<{
  metrics: Metrics;
  pools: Readonly<Record<string, Pool>>;
  /** Which of them is asked about the state of work. */
  pool: Pool;
  /** How long what was read is shown again, in ms: it costs the database a look at the whole queue. */
  cacheMs?: number;
  /** How long the database may take, in ms: less than whoever reads the metrics waits. */
  patienceMs?: number;
}>;

/**
 * Brings what is measured only when somebody asks up to date: the queue, changes, mails and months of the audit log as the
 * database has them, the same in every process, and this process's connections. A database that does not answer is told as such, and the rest is
 * answered all the same.
 */
export function makeReadDatabaseState(deps: Deps): () => Promise<void> {
  const { metrics, pools, pool, cacheMs = 15_000, patienceMs = 3_000 } = deps;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    showConnections(metrics, pools);
    if (performance.now() - readAt < cacheMs) return;
    readAt = performance.now();
    const state = await within(patienceMs, readState(pool));
    metrics.databaseRead.set(state ? 1 : 0);
    // What was true before the outage may not be any more: nothing is said about it.
    showWork(metrics, state?.work);
    showAuditLog(metrics, state?.auditParts);
    if (!state) readAt = Number.NEGATIVE_INFINITY;
  };
}

const readState = async (pool: Pool) => ({
  work: await readWorkState(pool),
  auditParts: await readAuditParts(pool),
});

/** What is read; undefined when it fails, or is not there in time. */
async function within<T>(patienceMs: number, reading: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const late = delay(patienceMs, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    return await Promise.race([reading.catch(() => undefined), late]);
  } finally {
    over.abort();
  }
}

function showConnections({ connections }: Metrics, pools: Readonly<Record<string, Pool>>): void {
  for (const [name, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
    connections.set({ pool: name, state: 'busy' }, totalCount - idleCount);
    connections.set({ pool: name, state: 'idle' }, idleCount);
    connections.set({ pool: name, state: 'wanted' }, waitingCount);
  }
}

function showWork(metrics: Metrics, state: WorkState | undefined): void {
  const { waitingJobs, oldestJob, mailChanges, oldestMailChange, mails } = metrics;
  for (const gauge of [waitingJobs, oldestJob, mailChanges, oldestMailChange, mails]) gauge.reset();
  if (!state) return;
  for (const { job, oldestDueSeconds, ...counts } of state.jobs) {
    for (const [name, count] of Object.entries(counts))
      waitingJobs.set({ job, state: STATES[name] ?? name }, count);
    oldestJob.set({ job }, oldestDueSeconds);
  }
  mailChanges.set({ object: 'mailbox' }, state.mailChanges.mailboxes);
  mailChanges.set({ object: 'alias' }, state.mailChanges.aliases);
  oldestMailChange.set(state.mailChanges.oldestSeconds);
  for (const [name, count] of Object.entries(state.mails)) mails.set({ state: STATES[name] ?? name }, count);
}

function showAuditLog({ auditMonthsAhead }: Metrics, parts: readonly AuditPart[] | undefined): void {
  if (parts) auditMonthsAhead.set(monthsAhead(parts, systemClock.now()));
  else auditMonthsAhead.remove();
}

/** Names of states as labels, where they differ. */
const STATES: Readonly<Record<string, string>> = { givenUp: 'given_up' };
