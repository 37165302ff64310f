import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePoolerModes } from '../../src/adapters/postgres/connection/ensure-pooler-modes.ts';
import {
  keepsPreparedStatements,
  keepsSessions,
} from '../../src/adapters/postgres/connection/pooler-modes.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TransactionModePool } from '../support/transaction-mode-pool.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
  pool = new Pool({ connectionString: database.url, max: 8 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

/** Runs `work` behind a pooler in transaction mode. */
async function behind<T>(
  losesPrepared: boolean,
  work: (pooled: TransactionModePool) => Promise<T>,
): Promise<T> {
  const pooled = new TransactionModePool(pool, losesPrepared);
  try {
    return await work(pooled);
  } finally {
    pooled.close();
  }
}

it('knows sessions of the server, and returns its connections', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(await keepsSessions(pool)).toBe(true);
    expect(await keepsPreparedStatements(pool)).toBe(true);
  }
  expect([pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0]);
});

it('finds sessions that are shared among transactions', async () => {
  expect(await behind(false, keepsSessions)).toBe(false);
  expect(await behind(false, keepsPreparedStatements)).toBe(true);
  expect(await behind(true, keepsPreparedStatements)).toBe(false);
});

it('refuses what would lose locks or statements, naming the setting', async () => {
  await ensurePoolerModes(pool, pool);
  await behind(false, (pooled) => ensurePoolerModes(pooled, pool));
  const refusals: [boolean, (pooled: TransactionModePool) => Promise<void>, RegExp][] = [
    [false, (pooled) => ensurePoolerModes(pooled, pooled), /set DATABASE_SESSION_URL/],
    [false, (pooled) => ensurePoolerModes(pool, pooled), /^DATABASE_SESSION_URL leads/],
    [true, (pooled) => ensurePoolerModes(pooled, pool), /max_prepared_statements/],
  ];
  for (const [losesPrepared, start, reason] of refusals) {
    await expect(behind(losesPrepared, start)).rejects.toThrow(reason);
  }
});
