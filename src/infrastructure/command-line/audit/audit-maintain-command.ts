import { Command } from 'commander';
import { type AuditStep, maintainAuditLog } from '../../../adapters/postgres/migration/maintain-audit-log.ts';
import { systemClock } from '../../../adapters/system/system.ts';
import type { Logger } from '../../../application/shared/logger.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { type JsonRow, jsonOption, rowPrinter } from '../output/json-lines.ts';

type Options = Readonly<{
  /** Reads the configuration. @throws ConfigurationError */
  settings: () => Readonly<{ database: Readonly<{ url: string }>; retentionMonths: number }>;
  logger: Logger;
  print: (line: string) => void;
  /** The present time, by default that of the database. */
  now?: Date;
}>;

/** `2027-03-01` */
const day = (instant: Date): string => instant.toISOString().slice(0, 10);

const columns = ({ done, part, from, until, entries }: AuditStep): string =>
  [done, part, from === null ? '-' : day(from), day(until), entries].join('\t');

const toJson = ({ done, part, from, until, entries }: AuditStep): JsonRow => ({
  done,
  part,
  from,
  until,
  entries,
});

/** `audit maintain`: the months of the audit log, which the owner of its table makes and drops. */
export function makeAuditMaintainCommand({ settings, logger, print, now }: Options): Command {
  return new Command('maintain')
    .description(
      'make the parts of the audit log for the months ahead, and drop those older than AUDIT_RETENTION_MONTHS; one line each: what was done, part, from when, until when, entries',
    )
    .option('--dry-run', 'only tell what would be done')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nTo be run each month by the role that owns the log, that of `regie migrate`.\n\nExamples: each month; before the retention is shortened\n  regie audit maintain\n  regie audit maintain --dry-run --json',
    )
    .action(async ({ dryRun, json }: { dryRun?: true; json?: true }) => {
      const { database, retentionMonths } = settings();
      await maintainAuditLog({
        databaseUrl: database.url,
        retentionMonths,
        by: BY_COMMAND_LINE,
        isDryRun: dryRun === true,
        onStep: rowPrinter(print, json, { columns, json: toJson }),
        logger,
        clock: systemClock,
        ...(now === undefined ? {} : { now }),
      });
    });
}
