import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import type { Adapters } from '../../src/infrastructure/container/inputs/adapters.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { keepLines } from './log-lines.ts';

/** In the place of every other system, and must not be called. */
const outside = createServer();
let calls = 0;
outside.on('connection', (socket) => {
  calls += 1;
  socket.destroy();
});
let database: TestDatabase;
let running: Application | undefined;

beforeAll(async () => {
  database = await openTestDatabase();
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const step of running?.steps ?? []) await step.stop();
  running = undefined;
});
afterAll(async () => {
  outside.close();
  await database?.close();
});

async function start(seconds: string, adapters: Partial<Adapters> = {}) {
  const { port } = outside.address() as AddressInfo;
  const elsewhere = `http://127.0.0.1:${port}`;
  const log = keepLines();
  const settings = loadSettings({
    REGIE_ENV: 'dev',
    PORT: '0',
    DATABASE_URL: database.url,
    OIDC_OP_URL: elsewhere,
    MAIL_PROVISIONING_API_URL: elsewhere,
    ORGANIZATION_DIRECTORY_URL: elsewhere,
    DJANGO_EMAIL_HOST: '127.0.0.1',
    DJANGO_EMAIL_PORT: String(port),
    JOB_CONCURRENCY: '0',
    LOGGING_LEVEL_LOGGERS_ROOT: 'INFO',
    WARM_UP_SECONDS: seconds,
  });
  running = await startApplication(settings, { adapters, logDestination: log.destination });
  const alive = await fetch(`http://127.0.0.1:${running.port}/__lbheartbeat__`);
  return { status: alive.status, lines: log.entries() };
}

/** How many rows each table has, but for the one that says which installation it is of: a start writes that. */
async function rowsOfTables(): Promise<readonly string[]> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_name <> 'installation' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const count = async ({ name }: { name: string }) => {
    const { rows } = await database.pool.query<{ total: string }>(`SELECT count(*) AS total FROM ${name}`);
    return `${name}: ${rows[0]?.total}`;
  };
  return (await Promise.all(tables.map(count))).sort();
}

const messagesOf = (lines: readonly { readonly Fields: Readonly<Record<string, unknown>> }[]) =>
  lines.map(({ Fields }) => Fields['msg']).filter((message) => message !== undefined && message !== '');

describe('warming up', () => {
  it('comes before listening, stores nothing, calls no other system and leaves no line of its requests', async () => {
    const before = await rowsOfTables();
    const { status, lines } = await start('5');
    expect(status).toBe(200);
    expect(messagesOf(lines).slice(-2)).toEqual(['warmed up', 'Listening']);
    const [told] = lines.filter(({ Fields }) => Fields['msg'] === 'warmed up');
    expect(told?.Fields['requests']).toBeGreaterThan(6);
    expect(lines.filter(({ Type }) => Type === 'request.summary')).toEqual([]);
    expect(await rowsOfTables()).toEqual(before);
    expect(calls).toBe(0);
  });

  it('is left out where it may take no time', async () => {
    const { status, lines } = await start('0');
    expect(status).toBe(200);
    expect(messagesOf(lines)).toEqual(['Listening']);
  });

  it('does not keep a process from listening when it fails', async () => {
    const { mailDomainQueries } = failing(() => Promise.reject(new Error('a bug')));
    const { status, lines } = await start('5', { mailDomainQueries });
    expect(status).toBe(200);
    expect(messagesOf(lines)).toEqual(['cannot warm up', 'Listening']);
  });

  it('does not keep a process from listening when an answer does not come', async () => {
    const { mailDomainQueries } = failing(() => new Promise<never>(() => undefined));
    const { status, lines } = await start('0.5', { mailDomainQueries });
    expect(status).toBe(200);
    expect(messagesOf(lines)).toContain('cannot warm up');
    expect(messagesOf(lines).at(-1)).toBe('Listening');
  });
});

const failing = (answer: () => Promise<never>): Pick<Adapters, 'mailDomainQueries'> => ({
  mailDomainQueries: {
    page: answer,
    findBySlug: answer,
    findVisible: answer,
    findNamed: answer,
    listVisibleIds: answer,
  },
});
