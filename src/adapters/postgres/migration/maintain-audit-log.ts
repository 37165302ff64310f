import { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import { partsOlderThan, readAuditParts } from '../audit-parts/audit-parts.ts';
import { countEntries, dropAuditPart } from '../audit-parts/drop-audit-part.ts';
import {
  findMissingMonths,
  type MissingMonth,
  makeMissingMonths,
  readDatabaseTime,
} from '../audit-parts/make-audit-months.ts';
import { ensureOwnSessions } from '../shared/ensure-own-sessions.ts';
import { MIGRATION_TIMING, type MigrationTiming } from './migration-timing.ts';
import { takeMigrationTurn } from './take-migration-turn.ts';

type Options = Readonly<{
  /** Of the role that owns the log. */
  databaseUrl: string;
  /** For how many whole months before the present one entries are kept; 0: for ever. */
  retentionMonths: number;
  by: AuditAuthor;
  /** Whether it only tells what it would do. */
  isDryRun: boolean;
  onStep: (step: AuditStep) => void;
  logger: Logger;
  /** Of this process: nothing is dropped while the database's says something else. */
  clock: Clock;
  /** The present time, by default that of the database. */
  now?: Date;
  timing?: Partial<MigrationTiming>;
}>;

/** A part that was made, of entries that were in the default part so far, or dropped with its entries. */
export type AuditStep = Readonly<{
  done: 'made' | 'dropped';
  part: string;
  from: Date | null;
  until: Date;
  entries: number;
}>;

/**
 * Makes the parts of the next months, moves entries that fit no part into theirs, and drops the parts that are older than entries
 * are kept. One process at a time does so or migrates; others read and add to the log meanwhile. An interrupted run is completed
 * by the next one.
 *
 * @throws Error about a pooler that shares sessions; when the role does not own the log, it is not in parts yet, a lock was not
 * obtained in time, or what is old cannot be told, as the clocks of the database and of this process differ by more than a day.
 */
export async function maintainAuditLog(options: Options): Promise<void> {
  const { databaseUrl, retentionMonths, by, isDryRun, onStep, logger } = options;
  const timing = { ...MIGRATION_TIMING, ...options.timing };
  if (!isDryRun) await ensureOwnSessions(databaseUrl);
  const client = new Client({ connectionString: databaseUrl, application_name: 'regie-audit' });
  client.on('error', (error) => logger.warn('Lost the database while maintaining the audit log', {}, error));
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await ensureOwnsLog(client);
    if (!isDryRun) await takeMigrationTurn(client, { patience: timing.turn, logger });
    const now = options.now ?? (await readDatabaseTime(client));
    const patience = { timing, logger };
    let steps = 0;
    const tell = (step: AuditStep) => {
      steps += 1;
      onStep(step);
    };

    const onMade = ({ name: part, ...month }: MissingMonth) => tell({ done: 'made', part, ...month });
    if (isDryRun) for (const month of await findMissingMonths(client, now)) onMade(month);
    else await makeMissingMonths(client, { now, patience, onMade });
    if (retentionMonths > 0 && options.now === undefined) ensureClocksAgree(now, options.clock.now());
    const old = retentionMonths > 0 ? partsOlderThan(await readAuditParts(client), retentionMonths, now) : [];
    for (const part of old) {
      const entries = isDryRun
        ? await countEntries(client, part.name)
        : await dropAuditPart(client, part, { by, at: now, retentionMonths, patience });
      tell({ done: 'dropped', part: part.name, from: part.from, until: part.until, entries });
    }
    if (steps > 0 && !isDryRun) await client.query('ANALYZE audit_entry');
  } finally {
    await client.end();
  }
}

/** What a wrong clock drops does not come back. */
const MOST_APART_MS = 86_400_000;

/** @throws Error when the database's time is not about this process's */
function ensureClocksAgree(database: Date, here: Date): void {
  if (Math.abs(database.getTime() - here.getTime()) <= MOST_APART_MS) return;
  throw new Error(
    `The clock of the database says ${database.toISOString()}, the one here ${here.toISOString()}: nothing is dropped before they agree`,
  );
}

type Log = { is_in_parts: boolean; is_owner: boolean; role: string; owner: string };

async function ensureOwnsLog(client: Client): Promise<void> {
  const { rows } = await client.query<Log>(
    `SELECT relkind = 'p' AS is_in_parts, pg_has_role(relowner, 'USAGE') AS is_owner,
            current_user::text AS role, pg_get_userbyid(relowner)::text AS owner
       FROM pg_class WHERE oid = to_regclass('public.audit_entry')`,
  );
  const [log] = rows;
  if (log?.is_in_parts !== true)
    throw new Error('The audit log is not in parts yet: run `regie migrate` first');
  if (!log.is_owner) {
    throw new Error(
      `The role ${log.role} does not own the audit log: run this with the DATABASE_URL of ${log.owner}, as \`regie migrate\``,
    );
  }
}
