import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { PgAuditQueries } from '../../../adapters/postgres/audit/pg-audit-queries.ts';
import { PgAuditTrail } from '../../../adapters/postgres/audit/pg-audit-trail.ts';
import { systemClock } from '../../../adapters/system/system.ts';
import { exportEvent, notedExport } from '../../../application/audit/read-audit-log.ts';
import { walkAuditLog } from '../../../application/audit/walk-audit-log.ts';
import { auditFilterInput } from '../../audit/audit-filter-input.ts';
import { AUDIT_FORMATS, type AuditFormat, formatAuditLog } from '../../audit/audit-formats.ts';
import { loadDatabaseSettings } from '../../config/command/command-settings.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { openCommandPool } from '../open-command-pool.ts';
import { makeAuditMaintainCommand } from './audit-maintain-command.ts';

/** `audit export`: the log, or the entries that match the filters, to standard output. */
function makeExportCommand(): Command {
  const command = new Command('export')
    .description('write the audit log to standard output, newest first')
    .addOption(new Option('--as <format>', 'form of the output').choices(AUDIT_FORMATS).default('csv'))
    .option('--object-type <type>', 'kind of object, such as team')
    .option('--object-id <id>', 'object')
    .option('--actor-id <id>', 'account of who made the change')
    .option('--subject-id <id>', 'account of whom it is about')
    .option('--action <code>', 'action, such as team_access.granted')
    .option('--from <instant>', 'from this instant on, as 2026-01-31T00:00:00Z')
    .option('--until <instant>', 'before this instant')
    .action(async ({ as: format, ...given }: { as: AuditFormat }) => {
      const { success, data: filter, error } = auditFilterInput.safeParse(given);
      if (!success) return command.error(`error: unusable options\n${z.prettifyError(error)}`);
      const pool = openCommandPool(loadDatabaseSettings().database.url, 'regie-audit');
      try {
        const event = exportEvent('everything', filter, systemClock.now());
        const entries = await notedExport(walkAuditLog(new PgAuditQueries(pool), 'everything', filter), () =>
          new PgAuditTrail(pool).append(BY_COMMAND_LINE, event),
        );
        await pipeline(formatAuditLog(entries, format), process.stdout, { end: false });
      } finally {
        await pool.end();
      }
    });
  return command;
}

/** `audit`: the log. Given: what `maintain` needs. */
export const makeAuditCommand = (options: Parameters<typeof makeAuditMaintainCommand>[0]): Command =>
  new Command('audit')
    .description('who changed what')
    .addCommand(makeExportCommand())
    .addCommand(makeAuditMaintainCommand(options));
