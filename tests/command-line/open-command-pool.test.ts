import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCommandPool } from '../../src/infrastructure/command-line/open-command-pool.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

it('has no time limits, whatever the role has for requests', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const limits = ['statement_timeout', 'idle_in_transaction_session_timeout'];
  for (const limit of limits) await database.pool.query(`ALTER DATABASE ${name} SET ${limit} = '5s'`);
  const pool = openCommandPool(database.url, 'regie-test');
  try {
    const { rows } = await pool.query(
      'SELECT setting, reset_val FROM pg_settings WHERE name = ANY ($1::text[])',
      [limits],
    );
    expect(rows).toEqual(limits.map(() => ({ setting: '0', reset_val: '5000' })));
  } finally {
    await pool.end();
  }
});
