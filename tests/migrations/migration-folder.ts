import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import type { MigrationTiming } from '../../src/adapters/postgres/migration/migration-timing.ts';
import { pendingMigrations } from '../../src/adapters/postgres/migration/pending-migrations.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Entry = Readonly<{ message: string; fields: Readonly<Record<string, unknown>> }>;

/** An empty database, a folder for migrations, and the runner's log. */
export type MigrationFolder = Readonly<{
  database: TestDatabase;
  log: Entry[];
  write(name: string, sql: string): Promise<void>;
  run(timing?: Partial<MigrationTiming>): Promise<string[]>;
  pending(): Promise<readonly string[]>;
  close(): Promise<void>;
}>;

export async function openMigrationFolder(): Promise<MigrationFolder> {
  const database = await openTestDatabase({ migrated: false });
  const folder = await mkdtemp(join(tmpdir(), 'regie-migrations-'));
  const log: Entry[] = [];
  const note = (message: string, fields = {}) => void log.push({ message, fields });
  return {
    database,
    log,
    write: (name, sql) => writeFile(join(folder, `${name}.sql`), sql),
    run: async (timing = {}) => {
      const logger = { info: note, warn: note, error: note };
      return (await migrate({ databaseUrl: database.url, folder, logger, timing })).applied;
    },
    pending: () => pendingMigrations({ databaseUrl: database.url, folder }),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
