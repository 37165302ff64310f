import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { withClient } from '../../tests/support/program-databases.ts';
import { become } from '../drills/become.ts';
import { type Comparison, compareMailboxes } from '../drills/compare-mailboxes.ts';
import { MailboxWriters } from '../drills/mailbox-writers.ts';
import { MixedRequests } from '../drills/mixed-requests.ts';
import { startOuterSystems } from '../drills/outer-systems.ts';
import { preparePerson } from '../drills/prepare-person.ts';
import { startRegieProcess } from '../drills/regie-process.ts';
import type { Started } from '../drills/run-drill.ts';
import { print } from '../http/benchmark-program.ts';
import { compareSpeed } from './compare-speed.ts';
import { startPooler } from './pooler.ts';

type Given = Readonly<{
  /** PgBouncer, 1.21 or later. */
  pgbouncer: string;
  /** `main.js` of the build. */
  program: string;
  /** Migrated, and empty. */
  databaseUrl: string;
  folder: string;
  logs: string;
  seconds: number;
  rate: number;
  kills: number;
  started: Started;
}>;

const DOMAINS = 8;
/** Fewer than the processes open connections to the pooler, so that these share them. */
const POOL_SIZE = 8;
/** Acknowledged writes before and after each kill of the pooler. */
const STEADY = 100;

/**
 * A web and a worker process behind PgBouncer in transaction mode, under load; then the pooler is killed again and again.
 * While it runs no request may fail; nothing acknowledged may be missing in the end, and nothing done twice.
 */
export async function workBehindPooler(given: Given): Promise<Comparison> {
  const { pgbouncer, program, databaseUrl, folder, logs, seconds, rate, kills, started } = given;
  const pooler = await startPooler({
    program: pgbouncer,
    databaseUrl,
    mode: 'transaction',
    preparedStatements: 300,
    poolSize: POOL_SIZE,
    folder,
    log: join(logs, 'pgbouncer.log'),
  });
  started(() => pooler.stop());
  const { dimail, mail, environmentFor } = await startOuterSystems(started);
  const direct = environmentFor(databaseUrl);
  const pooled = { ...direct, DATABASE_URL: pooler.url, DATABASE_SESSION_URL: databaseUrl };
  const person = await preparePerson(databaseUrl, dimail, DOMAINS);
  const start = async (name: string, role: string, environment: Readonly<Record<string, string>>) => {
    const log = join(logs, `${name}.log`);
    const running = await startRegieProcess({ name, program, args: [`--${role}`], environment, log });
    started(() => running.stop());
    return running;
  };
  const web = await start('web', 'web', pooled);
  const worker = await start('worker', 'worker', pooled);

  const writers = MailboxWriters.start({ urls: [web.url], person, perSecond: rate });
  started(() => writers.abandon());
  const others = MixedRequests.start({ url: web.url, person, perSecond: 2 * rate });
  started(() => others.abandon());
  await delay(seconds * 1_000);
  const shared = await connectionsBehind(databaseUrl);
  const unlimited = await sessionsWithoutLimit(pooler.url);
  await others.stop();
  const unsteady = [...writers.refused, ...writers.uncertain].length;
  const steady =
    `${seconds} s of ${rate} new mailboxes and ${2 * rate} other requests a second through ${shared} connections ` +
    `to the server: ${writers.failures.length + others.failures.length + unsteady} requests failed`;
  print(steady);
  print(`${unlimited} of ${POOL_SIZE} sessions behind the pooler know no limit of statements`);
  await withClient(databaseUrl, (client) => client.query(LIMIT_ROLE));

  const answersGoOn = async () => {
    const enough = writers.acknowledged.length + STEADY;
    await become(
      `${STEADY} more writes are acknowledged`,
      () => writers.acknowledged.length >= enough || undefined,
    );
  };
  writers.takeSilence();
  for (let kill = 0; kill < kills; kill += 1) {
    await pooler.restart();
    await answersGoOn();
    print(`pooler killed: no write was acknowledged for ${(writers.takeSilence() / 1_000).toFixed(1)} s`);
  }
  const stillUnlimited = await sessionsWithoutLimit(pooler.url);
  await writers.stop();
  const { wrong, counts } = await compareMailboxes({ databaseUrl, writers, dimail, mail });

  const other = await start('direct', 'web', direct);
  const speed = await compareSpeed({
    direct: { port: other.port, pids: [other.pid] },
    pooled: { port: web.port, pids: [web.pid, pooler.pid()] },
    path: '/api/v1.0/users/me/',
    headers: person.headers,
  });
  const ended = [web, worker].flatMap(({ name, end }) =>
    end() === undefined ? [] : [`${name} ended (${end()})`],
  );
  return {
    counts: [steady, ...counts, `${others.answered} other requests`, ...speed],
    wrong: [
      ...(unsteady > 0 ? [`${unsteady} writes were answered 503 while the pooler ran`] : []),
      ...(stillUnlimited > 0
        ? [`${stillUnlimited} sessions behind the pooler know no limit, although the role has one`]
        : []),
      ...ended,
      ...others.failures,
      ...wrong,
    ],
  };
}

/** For new sessions of the role in this database, as the manual asks for. */
const LIMIT_ROLE = `DO $$ BEGIN EXECUTE format(
  'ALTER ROLE %I IN DATABASE %I SET statement_timeout = ''5s''', current_user, current_database()); END $$`;

/** How many of the sessions behind the pooler would let a statement take as long as it likes. */
async function sessionsWithoutLimit(url: string): Promise<number> {
  const pool = new Pool({ connectionString: url, max: POOL_SIZE });
  try {
    const clients = await Promise.all(Array.from({ length: POOL_SIZE }, () => pool.connect()));
    // Held until all have one, so that each is another session: the last wait for those that requests use.
    await Promise.all(clients.map((client) => client.query('BEGIN')));
    const limits = await Promise.all(
      clients.map((client) =>
        client.query<{ limit: string }>(`SELECT current_setting('statement_timeout') AS limit`),
      ),
    );
    for (const client of clients) {
      await client.query('ROLLBACK');
      client.release();
    }
    return limits.filter(({ rows }) => rows[0]?.limit === '0').length;
  } finally {
    await pool.end();
  }
}

/** How many connections of the application the server has. */
const connectionsBehind = (databaseUrl: string): Promise<number> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return rows[0]?.count ?? 0;
  });
