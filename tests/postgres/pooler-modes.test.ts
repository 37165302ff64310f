import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refuseSharedSessions } from '../../src/adapters/postgres/shared/ensure-own-sessions.ts';
import { ensurePoolerModes } from '../../src/adapters/postgres/shared/ensure-pooler-modes.ts';
import {
  keepsPreparedStatements,
  keepsSessions,
  keepsTransactions,
} from '../../src/adapters/postgres/shared/pooler-modes.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { TransactionModePool } from '../support/transaction-mode-pool.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
  pool = openPool(8);
});

/** Its database is dropped while the last connections end. */
function openPool(max: number): Pool {
  const opened = new Pool({ connectionString: database.url, max });
  opened.on('error', () => undefined);
  opened.on('connect', (client) => client.on('error', () => undefined));
  return opened;
}
afterAll(async () => {
  await pool.end();
  await database.close();
});

type Pooled = ConstructorParameters<typeof TransactionModePool>[1];

/** Runs `work` behind a pooler in transaction mode. */
async function behind<T>(options: Pooled, work: (pooled: TransactionModePool) => Promise<T>): Promise<T> {
  const pooled = new TransactionModePool(pool, options);
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
    expect(await keepsTransactions(pool)).toBe(true);
  }
  expect([pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0]);
});

it('finds sessions that are shared among transactions', async () => {
  expect(await behind({}, keepsSessions)).toBe(false);
  expect(await behind({}, keepsPreparedStatements)).toBe(true);
  expect(await behind({ losesPreparedStatements: true }, keepsPreparedStatements)).toBe(false);
  expect(await behind({}, keepsTransactions)).toBe(true);
  expect(await behind({ refusesTransactions: true }, keepsTransactions)).toBe(false);
});

it.each([
  [{}, (pooled) => ensurePoolerModes(pooled, pooled), /set DATABASE_SESSION_URL/],
  [{}, (pooled) => ensurePoolerModes(pool, pooled), /^DATABASE_SESSION_URL leads.* shares sessions/],
  [
    { losesPreparedStatements: true },
    (pooled) => ensurePoolerModes(pooled, pool),
    /^DATABASE_URL .*max_prepared_statements/,
  ],
  [
    { refusesTransactions: true },
    (pooled) => ensurePoolerModes(pooled, pooled),
    /^DATABASE_URL .*pool_mode=statement.*DATABASE_SESSION_URL/,
  ],
  [
    { refusesTransactions: true },
    (pooled) => ensurePoolerModes(pool, pooled),
    /^DATABASE_SESSION_URL .*pool_mode=statement/,
  ],
  [{ size: 1 }, (pooled) => ensurePoolerModes(pooled, pool), /^DATABASE_URL .*default_pool_size/],
  [{ size: 2 }, (pooled) => ensurePoolerModes(pooled, pool), /^DATABASE_URL .*default_pool_size/],
  [{ size: 2 }, (pooled) => ensurePoolerModes(pool, pooled), /^DATABASE_SESSION_URL .*default_pool_size/],
] satisfies [Pooled, (pooled: TransactionModePool) => Promise<unknown>, RegExp][])(
  'refuses %j, naming the setting (%#)',
  async (options, start, reason) => {
    await expect(behind(options, start)).rejects.toThrow(reason);
  },
);

it.each([{}, { refusesTransactions: true }])(
  'lets no command take locks behind a pooler: %j',
  async (options) => {
    await refuseSharedSessions(pool);
    await expect(behind(options, refuseSharedSessions)).rejects.toThrow(/set DATABASE_SESSION_URL/);
  },
);

it('tells that a pooler does not keep limits of statements, unless the role has them', async () => {
  expect(await ensurePoolerModes(pool, pool)).toEqual({ sharesSessions: false, lacks: undefined });
  const { sharesSessions, lacks } = await behind({}, (pooled) => ensurePoolerModes(pooled, pool));
  expect([sharesSessions, lacks?.remedy]).toEqual([true, expect.stringContaining('ALTER ROLE')]);

  const name = new URL(database.url).pathname.slice(1);
  await pool.query(`ALTER DATABASE ${name} SET statement_timeout = '5s'`);
  const limited = openPool(4);
  try {
    // What a session set for itself is not known to the next.
    await limited.query('SET statement_timeout = 0');
    const pooled = new TransactionModePool(limited);
    expect(await ensurePoolerModes(pooled, pool)).toEqual({ sharesSessions: true, lacks: undefined });
    pooled.close();
  } finally {
    await limited.end();
  }
});
