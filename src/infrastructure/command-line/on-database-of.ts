import type { Pool } from 'pg';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { loadDatabaseSettings } from '../config/command/command-settings.ts';
import { openCommandPool } from './open-command-pool.ts';

/**
 * Runs a command that needs nothing but the database, under that name in its view of activity.
 *
 * @throws Error when the database lags behind this release
 */
export const onDatabaseOf =
  (applicationName: string) =>
  async (work: (pool: Pool) => Promise<void>): Promise<void> => {
    const { url } = loadDatabaseSettings().database;
    const pending = await pendingMigrations({ databaseUrl: url });
    if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
    const pool = openCommandPool(url, applicationName);
    try {
      await work(pool);
    } finally {
      await pool.end();
    }
  };
