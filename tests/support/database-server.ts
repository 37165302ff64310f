import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

/** The server on which test files create databases of their own. */
export type DatabaseServer = Readonly<{
  /** URL of a database from which others may be created. */
  adminUrl: string;
  /** A migrated database to clone, which accepts no connections. The names of clones begin with this name and `_`. */
  templateName: string;
}>;

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: DatabaseServer;
  }
}

type Shared = { users: number; started: Promise<DatabaseServer & { server: PostgresServer }> | undefined };

/** Each project loads this module anew, in the same process: only a global is shared by them. */
const KEY = Symbol.for('regie.tests.database-server');
const holder = globalThis as { [KEY]?: Shared };
holder[KEY] ??= { users: 0, started: undefined };
const shared = holder[KEY];

/** Starts the server with the first project that needs it. */
export async function setup(project: TestProject): Promise<void> {
  shared.users += 1;
  shared.started ??= start();
  const { adminUrl, templateName } = await shared.started;
  project.provide('databaseServer', { adminUrl, templateName });
}

/** Stops it with the last one. */
export async function teardown(): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0 || shared.started === undefined) return;
  const started = shared.started;
  shared.started = undefined;
  // `setup` has reported a failed start, which has cleaned up after itself.
  const running = await started.catch(() => undefined);
  if (running === undefined) return;
  const { server, adminUrl, templateName } = running;
  try {
    await dropDatabases(adminUrl, templateName);
  } finally {
    await server.stop();
  }
}

async function start() {
  const server = await startPostgresServer();
  const templateName = `regie_tests_${randomBytes(4).toString('hex')}`;
  const { adminUrl } = server;
  process.stdout.write(`Tests use ${server.description}\n`);
  try {
    await run(adminUrl, `CREATE DATABASE ${templateName}`);
    const url = new URL(adminUrl);
    url.pathname = `/${templateName}`;
    await migrate({
      databaseUrl: url.href,
      logger: { info: () => undefined, warn: complain, error: complain },
    });
    await run(adminUrl, `ALTER DATABASE ${templateName} ALLOW_CONNECTIONS false`);
    return { server, adminUrl, templateName };
  } catch (error) {
    await dropDatabases(adminUrl, templateName).finally(() => server.stop());
    throw error;
  }
}

/** The migration runner reports here which statement failed. */
const complain = (message: string) => {
  process.stderr.write(`${message}\n`);
};

/** The template, and the clones that a failed or interrupted test file did not drop. */
async function dropDatabases(adminUrl: string, templateName: string): Promise<void> {
  const names = await run(
    adminUrl,
    `SELECT datname FROM pg_database WHERE datname = $1 OR starts_with(datname, $1 || '_')`,
    [templateName],
  );
  for (const { datname } of names) await run(adminUrl, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
}

async function run(url: string, sql: string, values: readonly string[] = []): Promise<{ datname: string }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ datname: string }>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
