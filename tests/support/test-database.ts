import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';

export type TestDatabase = Readonly<{
  /** Connection URL, for the code under test that connects by itself. */
  url: string;
  pool: Pool;
  /** Ends the pool and drops the database, despite open connections to it. */
  close(): Promise<void>;
}>;

const OBJECT_IN_USE = '55006';
const ATTEMPTS = 20;
/** How often it is looked whether the last connection is gone, and how long between. */
const LOOKS = 40;
const LOOK_MS = 5;

/**
 * A database of its own for a test file: a clone of the migrated template, or with `migrated: false` an empty
 * one. Call `close` in `afterAll`.
 */
export async function openTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { adminUrl, templateName } = inject('databaseServer');
  const name = `${templateName}_${randomBytes(6).toString('hex')}`;
  const source = migrated ? templateName : 'template0';
  await clone(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 10 });
  pool.on('error', (error) => process.stderr.write(`Lost an idle test connection: ${error.message}\n`));
  return {
    url: url.href,
    pool,
    close: async () => {
      await pool.end();
      await drop(adminUrl, name);
    },
  };
}

/**
 * Pools end before the server has let go of their connections: these would be told that they are terminated, which a pool that
 * nobody listens to any more throws. Who does not end at all is waited for a moment only.
 */
async function drop(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (let look = 0; look < LOOKS; look += 1) {
      const { rows } = await client.query(
        "SELECT FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend' LIMIT 1",
        [name],
      );
      if (rows.length === 0) break;
      await delay(LOOK_MS);
    }
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
}

/** PostgreSQL refuses to clone while anything touches the template, such as autovacuum or another clone. */
async function clone(adminUrl: string, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run(adminUrl, sql);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === ATTEMPTS) throw error;
      await delay(25 * attempt);
    }
  }
}

const run = (url: string, sql: string): Promise<void> =>
  withClient(url, async (client) => void (await client.query(sql)));

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
