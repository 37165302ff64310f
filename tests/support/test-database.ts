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
      await run(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
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

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
