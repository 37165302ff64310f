import { Command } from 'commander';
import { grantToApplication } from '../../../adapters/postgres/migration/grant-to-application.ts';
import { migrate } from '../../../adapters/postgres/migration/migrate.ts';
import {
  type MigrationState,
  migrationStatus,
} from '../../../adapters/postgres/migration/migration-status.ts';
import type { Logger } from '../../../application/shared/logger.ts';
import { openCommandPool } from '../open-command-pool.ts';
import { NotAsItShouldBe } from '../output/exit-codes.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';

type Options = Readonly<{
  /** Reads the configuration. @throws ConfigurationError */
  settings: () => Readonly<{ database: Readonly<{ url: string }> }>;
  logger: Logger;
  print: (line: string) => void;
}>;

const columns = ({ name, state, appliedAt }: MigrationState): string =>
  [state, name, appliedAt?.toISOString() ?? '-'].join('\t');

const toJson = ({ name, state, appliedAt }: MigrationState): JsonRow => ({
  name,
  state,
  applied_at: appliedAt,
});

/** `migrate`: the schema of the database. */
export function makeMigrateCommand({ settings, logger, print }: Options): Command {
  const command = new Command('migrate').description('bring the database to the schema of this release');

  command
    .command('up', { isDefault: true })
    .description('apply what the database lacks; this is what `migrate` alone does')
    .option('--application-role <role>', 'let this role, which owns nothing, run the application')
    .addHelpText(
      'after',
      '\nExamples: before each release; where one role owns the schema and another runs the application\n  regie migrate\n  regie migrate up --application-role regie',
    )
    .action(async ({ applicationRole: role }: { applicationRole?: string }) => {
      const { url: databaseUrl } = settings().database;
      await migrate({ databaseUrl, logger });
      if (role !== undefined) await grantToApplication({ databaseUrl, role });
    });

  command
    .command('status')
    .description('one line each, in order: applied, pending or unknown to this release, name, when')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe exit code is 2 when something is pending.\n\nExample: does a new release have to migrate?\n  regie migrate status --json',
    )
    .action(async ({ json }: { json?: true }) => {
      const pool = openCommandPool(settings().database.url, 'regie-migrate');
      try {
        const migrations = await migrationStatus(pool);
        const printRow = rowPrinter(print, json, { columns, json: toJson });
        for (const migration of migrations) printRow(migration);
        const pending = migrations.filter(({ state }) => state === 'pending').length;
        if (pending > 0) throw new NotAsItShouldBe(`Pending: ${pending} of ${migrations.length}`);
      } finally {
        await pool.end();
      }
    });
  return command;
}
