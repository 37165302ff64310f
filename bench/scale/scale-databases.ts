import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import {
  openProgramDatabases,
  type ProgramDatabases,
  withClient,
} from '../../tests/support/program-databases.ts';

/** As a server has them that is made for so much data. */
const SETTINGS = {
  max_connections: '100',
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  work_mem: '32MB',
  max_wal_size: '6GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
};

/**
 * Databases that are made and dropped, as all benchmarks have them; or, in a folder, such as stay there, on a server of their
 * own: generating millions of people takes far longer than measuring them.
 */
export async function openScaleDatabases(folder: string | undefined): Promise<ProgramDatabases> {
  if (folder === undefined) return openProgramDatabases();
  await mkdir(resolve(folder), { recursive: true });
  const server = await startEmbeddedPostgres({
    dataDir: join(resolve(folder), 'postgres'),
    port: 0,
    databaseName: 'regie',
    user: 'regie',
    durable: false,
    settings: SETTINGS,
  });
  return {
    description: `embedded PostgreSQL in ${folder} (port ${server.port})`,
    create: async (name) => {
      const database = `regie_${name}`;
      await withClient(server.url, async (client) => {
        const { rows } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
        if (rows.length === 0) await client.query(`CREATE DATABASE ${database} TEMPLATE template0`);
      });
      const url = new URL(server.url);
      url.pathname = `/${database}`;
      return url.href;
    },
    close: () => server.stop(),
  };
}
