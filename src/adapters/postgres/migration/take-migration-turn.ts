import { setTimeout as delay } from 'node:timers/promises';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import type { Client } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';

const HOLDER = `SELECT pid FROM pg_locks
  WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((classid::bigint << 32) | objid::bigint) = $1`;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Waits until no other process migrates this database, and excludes others until `client` ends. It polls, since a
 * waiting statement would hold a snapshot, for which `CREATE INDEX CONCURRENTLY` waits in turn.
 *
 * @throws Error naming the other process after `patience` milliseconds.
 */
export async function takeMigrationTurn(
  client: Client,
  { patience, logger }: { patience: number; logger: Logger | undefined },
): Promise<void> {
  const deadline = performance.now() + patience;
  for (let attempt = 0; ; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      PG_MIGRATE_LOCK_ID,
    ]);
    if (rows[0]?.taken === true) return;
    if (performance.now() > deadline) {
      throw new Error(
        `Another process (${await findHolder(client)}) has been migrating this database for more than ` +
          `${Math.round(patience / 1000)} s: wait until it has ended, or end it, then run migrate again`,
      );
    }
    if (attempt === 0) {
      logger?.info('Waiting for another process that migrates', { heldBy: await findHolder(client) });
    }
    await delay(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS));
  }
}

async function findHolder(client: Client): Promise<string> {
  const { rows } = await client.query<{ pid: number }>(HOLDER, [PG_MIGRATE_LOCK_ID]);
  return rows[0] === undefined ? 'just ended' : `process ${rows[0].pid} of the server`;
}
