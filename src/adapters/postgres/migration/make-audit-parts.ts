import type { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { DEFAULT_PART } from '../audit-parts/audit-parts.ts';
import { makeMissingMonths, readDatabaseTime } from '../audit-parts/make-audit-months.ts';
import { isLockFailure } from '../shared/retry-locks.ts';
import type { MigrationTiming } from './migration-timing.ts';

/**
 * Makes the parts of the audit log for the months ahead, as `regie audit maintain` does, so that an installation that is only
 * migrated has them for months. Without a lock in time it goes on: entries of months without a part are kept as well.
 */
export async function makeAuditParts(
  client: Client,
  timing: MigrationTiming,
  logger: Logger | undefined,
): Promise<void> {
  const { rows } = await client.query('SELECT WHERE to_regclass($1) IS NOT NULL', [`public.${DEFAULT_PART}`]);
  if (rows.length === 0) return;
  const made: string[] = [];
  try {
    await makeMissingMonths(client, {
      now: await readDatabaseTime(client),
      patience: { timing, logger },
      onMade: ({ name }) => void made.push(name),
    });
    if (made.length > 0) await client.query('ANALYZE audit_entry');
  } catch (error) {
    if (!isLockFailure(error)) throw error;
    logger?.warn('Not every month ahead has a part of the audit log: run `regie audit maintain`', {}, error);
  }
  if (made.length > 0) logger?.info('Made parts of the audit log for months', { made: made.join(', ') });
}
