import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { startApplicationProcess } from '../support/application-process.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/http-exchange.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';
import { type Load, startSteadyLoad } from './outages/steady-load.ts';

const DOMAIN = 'outages.example.fr';
/** By design no request waits longer than 10 s for the database; the machine may be busy with other things. */
const LONGEST_ANSWER_MS = 15_000;
/** Three times as long as anything waits for the database: the pause is what the test is about. */
const PAUSE_MS = 30_000;

type Line = { readonly Severity: number; readonly Fields: Readonly<Record<string, unknown>> };

let postgres: OwnPostgres;
let surroundings: Surroundings;
let urls: readonly string[];
let processes: Companion[] = [];
let load: Load;
/** What each process logged as an error since the last scenario. */
let errors: Line[][];

const environmentOf = (url: string) => ({
  ...surroundings.environment,
  PORT: new URL(url).port,
  DATABASE_POOL_SIZE: '8',
  JOB_CONCURRENCY: '4',
  MAIL_PROVISIONING_WAIT: '0.5',
  BURST_THROTTLE_RATES: '100000/minute',
  SUSTAINED_THROTTLE_RATES: '900000/hour',
});

const keepErrors = (index: number) => (written: string) => {
  const start = written.indexOf('{');
  if (start < 0) return;
  try {
    const line = JSON.parse(written.slice(start)) as Line;
    if (line.Severity <= 3) errors[index]?.push(line);
  } catch {
    // A line of Node.js itself, such as a warning.
  }
};

/** A signed-in person who owns a registered domain. */
async function prepare(): Promise<readonly ApiClient[]> {
  const { pool } = surroundings.database;
  const provisioner = new DimailMailProvisioner({
    baseUrl: surroundings.dimail.url,
    credentials: REGIE_CREDENTIALS,
    timeoutMs: 30_000,
    maxConcurrentCalls: 1,
    clock: systemClock,
  });
  await provisioner.registerDomain(DOMAIN);
  await provisioner.close();
  const user = makeUser();
  const domain = makeMailDomain({ name: DOMAIN, slug: 'outages', status: 'enabled' });
  await new PgUnitOfWork(pool, new SecretBox('nothing is sealed')).run(
    async ({ users, mailDomains, mailDomainAccesses }) => {
      await users.insertOrFind(user);
      await mailDomains.insert(domain);
      const access = makeMailDomainAccess({ mailDomainId: domain.id, userId: user.id, role: 'owner' });
      await mailDomainAccesses.insertIfAbsent(access);
    },
  );
  const key = await new PgSessionStore(pool).create({
    data: EMPTY_SESSION,
    owner: { userId: user.id, sub: user.sub, sid: 'sid' },
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return urls.map((url) => apiClient({ url, cookies: { people_sessionid: key, csrftoken: CSRF_TOKEN } }));
}

beforeAll(async () => {
  urls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  errors = urls.map(() => []);
  postgres = await startOwnPostgres();
  surroundings = await startSurroundings(urls[0] ?? '', {}, async () => postgres.database);
  // Slow enough that jobs are being carried out whenever something happens.
  surroundings.dimail.control.setLatency({ min: 20, max: 120 });
  const clients = await prepare();
  processes = await Promise.all(
    urls.map((url, index) => startApplicationProcess(url, environmentOf(url), keepErrors(index))),
  );
  load = startSteadyLoad(clients, 'outages');
});
afterAll(async () => {
  await load?.stop();
  await Promise.all(processes.map((each) => each.stop()));
  await surroundings?.close();
});

const heartbeats = () =>
  Promise.all(urls.map(async (url) => (await exchange(`${url}/__heartbeat__`)).status));

async function expectService(): Promise<void> {
  await eventually(
    async () => {
      expect(load.latest()).toEqual(
        [200, 200].map(() => expect.toSatisfy((status) => [200, 201].includes(status))),
      );
      expect(await heartbeats()).toEqual([200, 200]);
    },
    { patience: 60_000, interval: 250 },
  );
}

/** Causes the outage under requests and running jobs, and checks their results. */
async function under(name: string, outage: () => Promise<void>): Promise<void> {
  await expectService();
  load.figures();
  errors = urls.map(() => []);
  await load.answered(30);
  const beganAt = performance.now();
  await outage();
  await expectService();
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const { requests, statuses, slowestMs, unfit } = load.figures();
  for (const line of errors.flat()) process.stdout.write(`${JSON.stringify(line.Fields).slice(0, 1500)}\n`);
  process.stdout.write(
    `${name}: ${seconds} s until all is well; ${requests} requests ${JSON.stringify(statuses)}, slowest ${slowestMs} ms; ` +
      `error lines ${errors.map((lines) => lines.length).join(' and ')}\n`,
  );

  expect(unfit).toEqual([]);
  expect(slowestMs).toBeLessThan(LONGEST_ANSWER_MS);
  expect(processes.map(({ pid }) => process.kill(pid, 0))).toEqual([true, true]);
  // One report an outage and process, and nothing else for operators to look into.
  for (const lines of errors) {
    const told = lines.map(({ Fields }) => Fields['msg']);
    expect(
      told.filter((message) => message !== 'statements take too long for the database').length,
    ).toBeLessThan(2);
    for (const message of told) {
      expect(message).toMatch(/^(?:the database cannot be used|statements take too long for the database)$/);
    }
  }
}

const heartbeatTurns = () =>
  eventually(async () => expect(await heartbeats()).toEqual([500, 500]), { interval: 100 });

it('PostgreSQL is restarted in order', () =>
  under('restart, fast', async () => {
    await postgres.stop('fast');
    await heartbeatTurns();
    await postgres.start();
  }));

it('PostgreSQL is restarted as after a power cut', () =>
  under('restart, immediate', async () => {
    await postgres.stop('immediate');
    await heartbeatTurns();
    await postgres.start();
  }));

it('PostgreSQL is killed', () =>
  under('kill', async () => {
    await postgres.kill();
    await heartbeatTurns();
    await postgres.start();
  }));

it('PostgreSQL is silent for 30 s', () =>
  under('pause of 30 s', async () => {
    await postgres.pause();
    await heartbeatTurns();
    await delay(PAUSE_MS);
    await postgres.resume();
  }));

it('PostgreSQL has fewer connections than are asked for', () =>
  under('eight connections for two processes', async () => {
    await postgres.administer('ALTER ROLE application CONNECTION LIMIT 8');
    await postgres.administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'application'`,
    );
    await load.answered(150);
    await postgres.administer('ALTER ROLE application CONNECTION LIMIT -1');
  }));

it('PostgreSQL refuses every connection', () =>
  under('no connections', async () => {
    await postgres.administer('ALTER DATABASE application ALLOW_CONNECTIONS false');
    await postgres.administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'application'`,
    );
    await heartbeatTurns();
    await postgres.administer('ALTER DATABASE application ALLOW_CONNECTIONS true');
  }));

it('nothing was lost, and nothing done twice', async () => {
  await load.stop();
  const { pool } = surroundings.database;
  await eventually(
    async () => {
      const { rows } = await pool.query(
        `SELECT identifier, count(*)::int AS jobs, max(attempts) AS attempts, count(locked_at)::int AS running,
                max(payload ->> 'attempt') AS postponed_times, min(payload -> 'postponed' ->> 'code') AS code,
                max(last_error) AS last_error, max(extract(epoch FROM run_at - now()))::int AS due_in_seconds
           FROM graphile_worker._private_jobs JOIN graphile_worker._private_tasks t ON t.id = task_id
          GROUP BY identifier`,
      );
      expect(rows).toEqual([]);
    },
    { patience: 120_000, interval: 500 },
  );

  const { rows } = await pool.query<{ local_part: string; status: string }>(
    'SELECT local_part, status FROM mailbox',
  );
  const ours = new Set(rows.map(({ local_part }) => local_part));
  const there = surroundings.dimail.control.dump().mailboxes.filter(({ email }) => email.startsWith('box-'));
  const mails = [...ours].map((name) => surroundings.mails.messages({ to: `${name}@perso.example` }));
  const { acknowledged, uncertain, refused } = load;
  const madeOf = (names: ReadonlySet<string>) => [...names].filter((name) => ours.has(name)).length;
  process.stdout.write(
    `${acknowledged.size} mailboxes acknowledged; ${uncertain.size} uncertain, of which ${madeOf(uncertain)} were made; ` +
      `${refused.size} refused, of which ${madeOf(refused)} were made; ${ours.size} here, ${there.length} at dimail, ` +
      `${mails.flat().length} mails\n`,
  );

  expect(acknowledged.size).toBeGreaterThan(100);
  expect([...acknowledged].filter((name) => !ours.has(name))).toEqual([]);
  expect(madeOf(refused)).toBe(0);
  expect(rows.filter(({ status }) => status !== 'enabled')).toEqual([]);
  expect(new Set(there.map(({ email }) => email))).toEqual(
    new Set([...ours].map((name) => `${name}@${DOMAIN}`)),
  );
  expect(there.filter(({ creations }) => creations !== 1)).toEqual([]);
  // A mail is sent at least once, under one Message-ID.
  const distinct = mails.map((sent) => new Set(sent.map(({ messageId }) => messageId)).size);
  expect(distinct.filter((count) => count !== 1)).toEqual([]);
});
