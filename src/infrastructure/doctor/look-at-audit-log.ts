import type { Pool } from 'pg';
import {
  countOutsideParts,
  MANY_ENTRIES,
  monthsAhead,
  partsOlderThan,
  readAuditParts,
} from '../../adapters/postgres/audit-parts/audit-parts.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful, unknown } = findingsOf('audit log');

/** Months ahead that leave time to notice. */
const ENOUGH_MONTHS = 3;
/** Who may read all of the log at once, each with the locks of each part and its indexes. */
const READERS = 4;
const LOCKS_OF_PART = 11;

const MAINTAIN =
  'Run `regie audit maintain` each month, with the DATABASE_URL of the role that owns the tables.';

const LOCKS = `SELECT current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int AS locks`;

/** Whether the months of the audit log are made ahead and dropped as they should be. */
export async function lookAtAuditLog(
  pool: Pool,
  { retentionMonths, now }: { readonly retentionMonths: number; readonly now: Date },
): Promise<readonly Finding[]> {
  const parts = await readAuditParts(pool);
  if (parts.length === 0) return [unknown('Its months: the schema is not that of this release')];
  const ahead = monthsAhead(parts, now);
  const outside = await countOutsideParts(pool, parts);
  const { rows } = await pool.query<{ locks: number }>(LOCKS);
  const locks = rows[0]?.locks ?? 0;
  const old = retentionMonths === 0 ? [] : partsOlderThan(parts, retentionMonths, now);
  return [
    ahead >= ENOUGH_MONTHS
      ? right(`There are parts for the next ${ahead} months`)
      : doubtful(
          ahead < 0 ? 'This month has no part' : `There are parts for the next ${ahead} months only`,
          MAINTAIN,
        ),
    outside === 0
      ? right('Every entry is in the part of its month')
      : doubtful(
          `${outside}${outside === MANY_ENTRIES ? ' entries or more' : ' entries'} fit no month's part`,
          `They are kept and read all the same. ${MAINTAIN}`,
        ),
    old.length === 0
      ? right(
          retentionMonths === 0
            ? 'Entries are kept for ever'
            : `Nothing is there for longer than AUDIT_RETENTION_MONTHS (${retentionMonths}) says`,
        )
      : doubtful(`${old.length} parts are older than AUDIT_RETENTION_MONTHS (${retentionMonths})`, MAINTAIN),
    parts.length * LOCKS_OF_PART * READERS <= locks
      ? right(`${parts.length} parts are not too many for the server`)
      : doubtful(
          `It has ${parts.length} parts: ${READERS} who read all of them at once may take all ${locks} locks of the server`,
          'Raise max_locks_per_transaction, or set AUDIT_RETENTION_MONTHS.',
        ),
  ];
}
