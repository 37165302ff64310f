import type { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';

const INVALID = `SELECT indexrelid::regclass::text AS name FROM pg_index
  WHERE indexrelid = to_regclass($1) AND NOT indisvalid`;

/**
 * Drops those of `indexes` that an interrupted `CREATE INDEX CONCURRENTLY` left incomplete: they slow down writers,
 * serve no reader, and `IF NOT EXISTS` would take them for complete.
 */
export async function dropInvalidIndexes(
  client: Client,
  indexes: readonly string[],
  logger: Logger | undefined,
): Promise<void> {
  for (const index of indexes) {
    const { rows } = await client.query<{ name: string }>(INVALID, [index]);
    for (const { name } of rows) {
      logger?.info('Dropping an index that was left half made', { index: name });
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    }
  }
}
