import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Companion, startCompanion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { DATABASE_VARIABLES } from '../../src/infrastructure/config/variables/database-variables.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { cpuOfProcess } from '../http/cpu-time.ts';
import { MeasuredApplication } from './measured-application.ts';

type Options = Readonly<{
  /** How many of the domains are compared; all when undefined. */
  domains: number | undefined;
  /** How long each call to dimail takes. */
  callMs: number;
  /** Jobs at the same time; by default as many as an installation has that does not say. */
  jobs: number | undefined;
  write: (line: string) => void;
}>;

type Listed = Readonly<{
  calls: () => Promise<{ lists: number; mostAtOnce: number }>;
  companion: Companion;
  url: string;
}>;

const PAUSE_MS = 200;
const LONGEST_MS = 4 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
const HOUR_S = 3600;

const JOBS = 'graphile_worker._private_jobs';
const isTask = `task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1)`;
const COMPARISON = 'reconcile_mail_domain';
const SCHEDULING = 'schedule_reconciliations';

async function waiting(client: Client, task: string): Promise<number> {
  const { rows } = await client.query<{ jobs: number }>(
    `SELECT count(*)::int AS jobs FROM ${JOBS} WHERE ${isTask}`,
    [task],
  );
  return rows[0]?.jobs ?? 0;
}

/** Waits until no job of a kind is left, and returns the milliseconds. */
async function untilDone(client: Client, task: string): Promise<number> {
  const begun = performance.now();
  while ((await waiting(client, task)) > 0) {
    if (performance.now() - begun > LONGEST_MS) throw new Error(`the jobs ${task} do not come to an end`);
    await delay(PAUSE_MS);
  }
  return performance.now() - begun;
}

async function startListingDimail(databaseUrl: string, callMs: number): Promise<Listed> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const companion = await startCompanion({
    name: 'dimail',
    program: join(import.meta.dirname, 'listing-dimail-program.ts'),
    env: { PORT: String(port), DATABASE_URL: databaseUrl, CALL_MS: String(callMs) },
    ready: { url: `${url}/calls` },
  });
  const calls = async () =>
    (await (await fetch(`${url}/calls`)).json()) as Awaited<ReturnType<Listed['calls']>>;
  return { calls, companion, url };
}

/** Has the application queue the night's comparisons, as its schedule does, and returns how many and how far apart. */
async function schedule(client: Client, start: () => Promise<MeasuredApplication>) {
  await client.query(`DELETE FROM ${JOBS}`);
  await client.query('TRUNCATE mail_drift_run, mail_drift_line');
  const application = await start();
  try {
    await client.query('SELECT FROM graphile_worker.add_job($1)', [SCHEDULING]);
    const tookMs = await untilDone(client, SCHEDULING);
    const { rows } = await client.query<{ domains: number; spread: number }>(
      `SELECT count(*)::int AS domains, extract(epoch FROM max(run_at) - min(run_at))::float8 AS spread
         FROM ${JOBS} WHERE ${isTask}`,
      [COMPARISON],
    );
    return { tookMs, ...(rows[0] ?? { domains: 0, spread: 0 }) };
  } finally {
    await application.stop();
  }
}

/** Makes comparisons due at once, and nothing else that the schedule may have brought meanwhile: of `count` domains chosen at random, or of all. */
async function makeDue(client: Client, count: number | undefined): Promise<void> {
  await client.query(`DELETE FROM ${JOBS} WHERE NOT ${isTask}`, [COMPARISON]);
  if (count !== undefined) {
    await client.query(
      `DELETE FROM ${JOBS} WHERE ${isTask}
          AND id NOT IN (SELECT id FROM ${JOBS} WHERE ${isTask} ORDER BY hashint8extended(id, 1) LIMIT $2)`,
      [COMPARISON, count],
    );
  }
  await client.query(`UPDATE ${JOBS} SET run_at = now() WHERE ${isTask}`, [COMPARISON]);
}

/** @throws Error unless each comparison came to its end and found both sides to agree */
async function checkResults(client: Client, compared: number): Promise<void> {
  const { rows } = await client.query<{ complete: number; others: number; lines: number }>(
    `SELECT count(*) FILTER (WHERE state = 'complete')::int AS complete,
            count(*) FILTER (WHERE state <> 'complete')::int AS others,
            (SELECT count(*)::int FROM mail_drift_line) AS lines FROM mail_drift_run`,
  );
  const { complete = 0, others = 0, lines = 0 } = rows[0] ?? {};
  if (complete < compared || others > 0 || lines > 0) {
    throw new Error(
      `${complete} of ${compared} comparisons complete, ${others} not, ${lines} differences found`,
    );
  }
}

/**
 * Measures the nightly comparison of mail domains with dimail: by the application's own jobs, of which all are due at once,
 * against a dimail that has of each domain what the database has.
 */
export async function measureNightlyComparison(url: string, options: Options): Promise<void> {
  const { domains, callMs, write } = options;
  const usual = DATABASE_VARIABLES.JOB_CONCURRENCY.parse(undefined);
  const jobs = options.jobs ?? usual;
  const dimail = await startListingDimail(url, callMs);
  const environment = { MAIL_PROVISIONING_API_URL: dimail.url, JOB_CONCURRENCY: String(jobs) };
  const start = () => MeasuredApplication.start(url, environment);
  try {
    await withClient(url, async (client) => {
      const night = await schedule(client, start);
      const spread = (night.spread / HOUR_S).toFixed(2);
      write(
        `nightly comparison: ${night.domains} domains queued in ${(night.tookMs / 1000).toFixed(1)} s, to begin within ${spread} h`,
      );
      await makeDue(client, domains);
      const before = (await dimail.calls()).lists;
      const { compared, tookMs, cpuMs } = await drain(client, start);
      const { lists, mostAtOnce } = await dimail.calls();
      await checkResults(client, compared);
      const { rows } = await client.query<{ rows: number }>(
        'SELECT sum(row_count)::int AS rows FROM mail_drift_run',
      );
      write(
        `${compared} domains compared in ${(tookMs / MINUTE_MS).toFixed(1)} min: ${((compared * 1000) / tookMs).toFixed(1)} a second, ` +
          `by one process with JOB_CONCURRENCY ${jobs}${jobs === usual ? ' (the default)' : ''}`,
      );
      write(
        `${((lists - before) / compared).toFixed(2)} calls a domain of ${callMs} ms each, at most ${mostAtOnce} at once; ` +
          `${Math.round((rows[0]?.rows ?? 0) / compared)} rows listed and ${(cpuMs / compared).toFixed(1)} ms of our processor a domain`,
      );
      if (compared < night.domains) {
        const projected = (tookMs * night.domains) / compared / MINUTE_MS;
        write(`projected for all ${night.domains} domains: ${projected.toFixed(0)} min`);
      }
    });
  } finally {
    await dimail.companion.stop();
  }
}

async function drain(client: Client, start: () => Promise<MeasuredApplication>) {
  const application = await start();
  try {
    const cpuBefore = cpuOfProcess(application.pid);
    const compared = await waiting(client, COMPARISON);
    const tookMs = await untilDone(client, COMPARISON);
    return { compared, tookMs, cpuMs: cpuOfProcess(application.pid) - cpuBefore };
  } finally {
    await application.stop();
  }
}
