import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../dev/webhook-receiver/start-webhook-receiver.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeQuarantineCommand } from '../../src/infrastructure/quarantine/quarantine-command.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { keepLines } from '../observability/log-lines.ts';
import { eventually } from '../support/eventually.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

const DOMAIN = 'copied.example.fr';
const OWNER = 'ada@perso.example';
const INVITED = ['un@perso.example', 'deux@perso.example', 'trois@perso.example'];

let urls: readonly [string, string];
let surroundings: Surroundings;
let receiver: WebhookReceiver;
let elsewhere: OwnPostgres;
const processes: Application[] = [];
const log = keepLines();

beforeAll(async () => {
  urls = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
  [surroundings, receiver, elsewhere] = await Promise.all([
    startSurroundings(urls[0]),
    startWebhookReceiver(),
    startOwnPostgres(),
  ]);
});
afterAll(async () => {
  await stopAll();
  await elsewhere?.database.close();
  await receiver?.close();
  await surroundings?.close();
});

async function stopAll(): Promise<void> {
  for (const { steps } of processes.splice(0)) for (const { stop } of steps) await stop();
}

/** The program, on one of both addresses. */
async function start(url: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const settings = loadSettings({
    ...surroundings.environment,
    PORT: new URL(url).port,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    WEBHOOK_ALLOW_PLAIN_HTTP: 'true',
    MAIL_PROVISIONING_WAIT: '1',
    WARM_UP_SECONDS: '0',
    ...variables,
  });
  processes.push(await startApplication(settings, { logDestination: log.destination }));
}

/** A domain that works, with nothing that waits. */
async function prepare(client: SignedIn): Promise<void> {
  const made = await client.rest('POST', 'mail-domains/', { name: DOMAIN, support_email: `s@${DOMAIN}` });
  expect(made.status).toBe(201);
  const { pool } = surroundings.database;
  await eventually(async () => expect(await queued(pool)).toEqual([]));
  await pool.query("UPDATE mail_domain SET status = 'enabled'");
}

/** Invitations, a mailbox, a team with a webhook and a member: all that is to be done outside waits. */
async function fill(client: SignedIn): Promise<void> {
  const [domain] = (await client.rest('GET', 'mail-domains/')).body.results;
  const mailbox = { first_name: 'Ada', last_name: 'Lovelace', local_part: 'ada', secondary_email: OWNER };
  const made = await client.rest('POST', `mail-domains/${domain.slug}/mailboxes/`, mailbox);
  expect([made.status, made.body.status]).toEqual([201, 'pending']);
  for (const email of INVITED) {
    const invited = await client.rest('POST', `mail-domains/${domain.slug}/invitations/`, {
      email,
      role: 'viewer',
    });
    expect(invited.status).toBe(201);
  }
  const team = await client.regie.teams.create.mutate({ name: 'Copied' });
  await client.regie.teamWebhooks.create.mutate({
    teamId: team.id,
    protocol: 'scim',
    url: `${receiver.url}/Groups/1`,
    secret: 'secret',
  });
  const { rows } = await surroundings.database.pool.query<{ id: string }>(
    `INSERT INTO user_account (id, sub, is_active, language, timezone, created_at, updated_at)
     VALUES (gen_random_uuid(), 'member', true, 'fr-fr', 'Europe/Paris', now(), now()) RETURNING id`,
  );
  const member = await client.rest('POST', `teams/${team.id}/accesses/`, { user: rows[0]?.id });
  expect(member.status).toBe(201);
}

const TABLES = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname IN ('public', 'graphile_worker')
    AND to_regclass(format('%I.%I', schemaname, tablename)) NOT IN (SELECT partrelid FROM pg_partitioned_table)
    AND (schemaname, tablename) NOT IN (('public', 'schema_migration'), ('graphile_worker', 'migrations'))`;
const SEQUENCES = `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS value FROM pg_sequences
  WHERE schemaname IN ('public', 'graphile_worker') AND last_value IS NOT NULL`;

/** What `pg_dump --data-only` and `pg_restore` do: every row, into another cluster, without triggers. */
async function restore(from: Pool, to: Pool): Promise<void> {
  const [source, target] = [await from.connect(), await to.connect()];
  try {
    await target.query("SET session_replication_role = 'replica'");
    const { rows: tables } = await source.query<{ name: string }>(TABLES);
    await target.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    for (const { name } of tables) {
      await pipeline(
        source.query(copyTo(`COPY ${name} TO STDOUT`)),
        target.query(copyFrom(`COPY ${name} FROM STDIN`)),
      );
    }
    const { rows: sequences } = await source.query<{ name: string; value: string }>(SEQUENCES);
    for (const { name, value } of sequences) await target.query('SELECT setval($1, $2)', [name, value]);
  } finally {
    source.release();
    target.release(true);
  }
}

/** One that is planned, and one that stays for as long as a request may read its outcome. */
const STAYING = ['check_mail_domain', 'change_alias'];

type QueuedJob = { job: string; attempts: number; locked: boolean; payload: object };
const queued = async (pool: Pool): Promise<readonly QueuedJob[]> => {
  const { rows } = await pool.query<QueuedJob>(
    `SELECT t.identifier AS job, j.attempts, j.locked_at IS NOT NULL AS locked, j.payload
       FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      ORDER BY j.id`,
  );
  return rows;
};

async function regie(pool: Pool, ...args: readonly string[]): Promise<readonly string[]> {
  const printed: string[] = [];
  const command = makeQuarantineCommand({
    name: () => 'dev',
    run: (work) => work(pool),
    print: (line) => void printed.push(line),
  });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

const heartbeat = async (url: string) => {
  const response = await fetch(`${url}/__heartbeat__`);
  return { status: response.status, body: (await response.json()) as { quarantine?: true; checks: object } };
};
/** What the other systems have heard. */
const outside = () => ({
  dimail: surroundings.dimail.control.requests().length,
  mails: surroundings.mails.messages().length,
  webhooks: receiver.carriedOut.length,
});

it('a restored copy reaches nobody, and does all that waits once when an operator confirms', async () => {
  await start(urls[0], {});
  expect((await heartbeat(urls[0])).body.quarantine).toBeUndefined();
  await prepare(await signIn(urls[0]));
  await stopAll();
  await start(urls[0], { JOB_CONCURRENCY: '0' });
  const before = outside();
  await fill(await signIn(urls[0]));
  await stopAll();
  expect(outside()).toEqual(before);

  await elsewhere.administer('ALTER ROLE application SUPERUSER');
  const { pool, url: DATABASE_URL } = elsewhere.database;
  await restore(surroundings.database.pool, pool);
  const waiting = await queued(pool);
  expect([...new Set(waiting.map(({ job }) => job))].toSorted()).toEqual([
    'deliver_mail',
    'deliver_to_webhook',
    'provision_mailbox',
  ]);
  for (const url of urls) await start(url, { DATABASE_URL });
  for (const url of urls) {
    expect(await heartbeat(url)).toMatchObject({
      status: 200,
      body: { status: 'warning', quarantine: true, checks: { quarantine: 'warning' } },
    });
  }
  expect(log.lines.filter((line) => line.includes('In quarantine: no mail'))).toHaveLength(2);

  // People use it as they would use the original.
  const client = await signIn(urls[0]);
  const { results } = (await client.rest('GET', 'mail-domains/')).body;
  expect(results).toMatchObject([{ name: DOMAIN }]);
  const invited = await client.rest('POST', `mail-domains/${results[0].slug}/invitations/`, {
    email: 'quatre@perso.example',
    role: 'viewer',
  });
  expect(invited.status).toBe(201);
  const checked = await client.rest('POST', `mail-domains/${results[0].slug}/fetch/`);
  expect([checked.status, checked.body]).toMatchObject([503, { code: 'installation_quarantined' }]);
  // What waits for a job is kept, and no answer blames dimail.
  const forwarding = { local_part: 'contact', destination: OWNER };
  const forwarded = await client.rest('POST', `mail-domains/${results[0].slug}/aliases/`, forwarding);
  expect([forwarded.status, forwarded.body]).toMatchObject([503, { code: 'installation_quarantined' }]);
  expect(await queued(pool)).toMatchObject([
    ...waiting,
    { job: 'deliver_mail', attempts: 0, locked: false },
    { job: 'change_alias', attempts: 0, locked: false },
  ]);
  expect(outside()).toEqual(before);
  expect(await regie(pool, 'show')).toContain('cause\tthe database is not the one that was known');

  expect(await regie(pool, 'confirm', '--reason', 'tried')).toEqual(['CONFIRMED']);
  await eventually(
    async () => {
      expect((await queued(pool)).filter(({ job }) => !STAYING.includes(job))).toEqual([]);
      for (const url of urls) expect((await heartbeat(url)).body.quarantine).toBeUndefined();
    },
    { patience: 90_000 },
  );
  const recipients = surroundings.mails.messages().flatMap(({ to }) => to);
  expect(recipients.filter((to) => [...INVITED, 'quatre@perso.example'].includes(to)).toSorted()).toEqual(
    [...INVITED, 'quatre@perso.example'].toSorted(),
  );
  expect(recipients.filter((to) => to === OWNER)).toHaveLength(1);
  expect(receiver.carriedOut).toHaveLength(1);
  const created = surroundings.dimail.control
    .requests()
    .filter(({ method, path }) => method === 'POST' && path.includes('/mailboxes/'));
  expect(created).toHaveLength(1);
  await eventually(async () => {
    const aliases = await pool.query('SELECT local_part, destination FROM mail_alias');
    expect(aliases.rows).toEqual([forwarding]);
  });
  const { rows } = await pool.query('SELECT local_part, status FROM mailbox');
  expect(rows).toEqual([{ local_part: 'ada', status: 'enabled' }]);
}, 240_000);

it('what an operator begins on the database that is known holds for a start and while it runs', async () => {
  await stopAll();
  const { pool, url: DATABASE_URL } = elsewhere.database;
  expect(await regie(pool, 'begin', '--reason', 'clone of the disk')).toEqual(['BEGUN']);
  await start(urls[0], { DATABASE_URL });
  expect((await heartbeat(urls[0])).body.quarantine).toBe(true);
  expect(await regie(pool, 'confirm')).toEqual(['CONFIRMED']);
  await eventually(async () => expect((await heartbeat(urls[0])).body.quarantine).toBeUndefined());
  // And again, while it runs.
  await regie(pool, 'begin', '--reason', 'once more');
  await eventually(async () => expect((await heartbeat(urls[0])).body.quarantine).toBe(true));
}, 120_000);
