import { once } from 'node:events';
import { Command } from 'commander';
import { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { sha256 } from '../../adapters/system/system.ts';
import { progressDisplay } from '../../infrastructure/command-line/output/progress-display.ts';
import { isOutputRead } from '../../infrastructure/command-line/output/standard-output.ts';
import { loadTakeoverSettings } from '../../infrastructure/config/command/command-settings.ts';
import { makeImportPeople, type Progress } from '../import/import-people.ts';
import { PgPeopleSource } from '../source/pg-people-source.ts';
import { AtDatabaseError } from '../sql/at-database-error.ts';
import { OUR_DATABASE, PgTakeoverTarget } from '../target/pg-takeover-target.ts';
import { describeFinding, describeTakeover } from './takeover-report.ts';

const label = ({ phase, table }: Progress): string => {
  if (phase === 'settle') return 'settling tables';
  return `${phase === 'read' ? 'taking over' : 'comparing'} ${table}`;
};

/** `import-people`: the report goes to standard output, progress to standard error. */
export const makeImportPeopleCommand = (): Command =>
  new Command('import-people')
    .description(
      'take over the data of La Régie (suitenumerique/people); running it again brings only differences',
    )
    .requiredOption('--from <url>', 'its database, as postgres://user:password@host:port/name')
    .option('--dry-run', 'try everything, tell what would happen, keep nothing', false)
    .option(
      '--remove-gone',
      'remove what was brought by an earlier run, is not there any more, and was not changed here; without it, it is told',
      false,
    )
    .action(async ({ from, dryRun, removeGone }: { from: string; dryRun: boolean; removeGone: boolean }) => {
      const { database, secretKey, formerSecretKeys, webhookReach, claimProfile } = loadTakeoverSettings();
      const pending = await pendingMigrations({ databaseUrl: database.url }).catch((error: unknown) => {
        throw new AtDatabaseError(OUR_DATABASE, database.url, error);
      });
      if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
      const display = progressDisplay(process.stderr, () => performance.now());
      const print = async (lines: readonly string[]) => {
        if (process.stdout.isTTY) display.clear();
        const hasRoom = process.stdout.write(lines.map((line) => `${line}\n`).join(''));
        // A reader of the report that has ended, as `head` does, does not end the import.
        if (!hasRoom && isOutputRead()) await once(process.stdout, 'drain').catch(() => undefined);
      };
      const importPeople = makeImportPeople({
        source: new PgPeopleSource({ url: from }),
        target: new PgTakeoverTarget({
          databaseUrl: database.url,
          secretBox: new SecretBox(secretKey, ...formerSecretKeys),
        }),
        digest: sha256,
        webhookReach,
        claimProfile,
        onProgress: (progress) => display.show(label(progress), progress.done, progress.total),
        onFindings: (findings) => print(findings.map(describeFinding)),
      });
      const report = await importPeople({ dryRun, removeGone }).finally(() => display.stop());
      await print(describeTakeover(report));
    });
