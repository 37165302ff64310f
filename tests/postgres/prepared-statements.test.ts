import { afterAll, beforeAll, expect, it } from 'vitest';
import { PreparedStatements } from '../../src/adapters/postgres/engine/prepared-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrated: false });
});
afterAll(() => database.close());

it('keeps statements prepared on the connection, each once', async () => {
  const db = new PreparedStatements(database.pool);
  for (const number of [1, 2, 3]) {
    const { rows } = await db.query<{ twice: number }>('SELECT $1::int * 2 AS twice', [number]);
    expect(rows).toEqual([{ twice: number * 2 }]);
  }
  const { rows } = await db.query<{ statement: string; uses: number }>(
    'SELECT statement, (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements ORDER BY prepare_time',
  );
  expect(rows).toEqual([
    { statement: 'SELECT $1::int * 2 AS twice', uses: 3 },
    { statement: expect.stringContaining('pg_prepared_statements'), uses: 1 },
  ]);
});

it('prepares no more than a connection can bear', async () => {
  const db = new PreparedStatements(database.pool);
  for (let number = 0; number < 350; number += 1) {
    const { rows } = await db.query(`SELECT ${number} AS number`);
    expect(rows).toEqual([{ number }]);
  }
  const { rows } = await database.pool.query<{ total: number }>(
    "SELECT count(*)::int AS total FROM pg_prepared_statements WHERE statement LIKE 'SELECT %AS number'",
  );
  expect(rows[0]?.total).toBe(300);
});
