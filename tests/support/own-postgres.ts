import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { freePort } from '../../dev/companion/free-port.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { stopPostmaster } from '../../dev/postgres/postmaster.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { eventually } from './eventually.ts';
import { descendantsOf } from './process-tree.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { TestDatabase } from './test-database.ts';

export type OwnPostgres = Readonly<{
  /** A migrated database, owned by a role without privileges. */
  database: TestDatabase;
  /** Ends the server: in order but without waiting for sessions, or as after a power cut. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Kills its main process; the others end when they notice. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  start(): Promise<void>;
  /** Stops all its processes from running, so that connections are neither accepted nor answered. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Runs a statement as a superuser, for whom no limit applies. */
  administer(sql: string): Promise<void>;
}>;

const ROLE = 'application';

/**
 * A PostgreSQL of the test's own, which it may stop; never the server at `DATABASE_URL`, which others use. Committed
 * data survive everything but a power cut.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = await temporaryFolder();
  // Under root the server runs as another account, which must be able to enter.
  await chmod(folder.path, 0o755);
  const dataDir = join(folder.path, 'postgres');
  const port = await freePort();
  let server: EmbeddedPostgres | undefined;
  let paused: readonly number[] = [];

  const start = async () => {
    server = await startEmbeddedPostgres({
      dataDir,
      port,
      databaseName: 'administration',
      user: 'administrator',
      durable: false,
      settings: { synchronous_commit: 'on', full_page_writes: 'on', max_connections: '60' },
    });
  };
  const running = (): EmbeddedPostgres => {
    if (server === undefined) throw new Error('PostgreSQL does not run');
    return server;
  };
  const administer = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: running().url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const resume = async () => {
    for (const pid of paused) process.kill(pid, 'SIGCONT');
    paused = [];
  };

  await start();
  const password = randomBytes(12).toString('hex');
  await administer(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${password}'`);
  await administer(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`);
  const url = `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;
  await migrate({ databaseUrl: url });
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  return {
    database: {
      url,
      pool,
      close: async () => {
        await pool.end();
        await resume();
        await server?.stop();
        await folder.remove();
      },
    },
    start,
    stop: (mode) => stopPostmaster(dataDir, running().pid, mode),
    kill: async () => {
      const { pid } = running();
      const children = await descendantsOf(pid);
      process.kill(pid, 'SIGKILL');
      // The other processes end by themselves; the next start waits for them.
      await eventually(async () => {
        const left = children.filter((child) => isAlive(child.pid));
        if (left.length > 0) throw new Error(`${left.length} processes of PostgreSQL still run`);
      });
    },
    pause: async () => {
      const { pid } = running();
      process.kill(pid, 'SIGSTOP');
      // After the main process is stopped, it starts no others.
      const all = [pid, ...(await descendantsOf(pid)).map((child) => child.pid)];
      for (const each of all.slice(1)) process.kill(each, 'SIGSTOP');
      paused = all;
    },
    resume,
    administer,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
