import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgOrganizationQueries } from '../../src/adapters/postgres/organization/pg-organization-queries.ts';
import { PgUserQueries } from '../../src/adapters/postgres/people/pg-user-queries.ts';
import { MOST_COUNTED } from '../../src/application/shared/page.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query(
    `INSERT INTO organization (id, name, created_at, updated_at)
     SELECT gen_random_uuid(), 'Commune ' || n, now(), now() FROM generate_series(1, $1::int + 5) AS n`,
    [MOST_COUNTED],
  );
  await database.pool.query(
    `INSERT INTO user_account (id, sub, name, language, timezone, created_at, updated_at)
     SELECT gen_random_uuid(), 'sub-' || n, 'Camille ' || n, 'fr-fr', 'Europe/Paris', now() + n * interval '1 ms', now()
       FROM generate_series(1, $1::int + 5) AS n`,
    [MOST_COUNTED],
  );
});
afterAll(() => database.close());

const LAST = { number: 2_001, size: 5 } as const;
const NEWEST = [{ field: 'created_at', descending: true }] as const;

it('counts accounts up to 10,000, and lists those after as well', async () => {
  const queries = new PgUserQueries(database.pool);
  expect(await queries.accounts({}, { ...LAST, order: NEWEST })).toMatchObject({
    total: MOST_COUNTED,
    items: [5, 4, 3, 2, 1].map((n) => ({ user: { name: `Camille ${n}` } })),
  });
  expect((await queries.accounts({ isStaff: true }, { number: 1, size: 5, order: NEWEST })).total).toBe(0);
});

it('so it counts organizations', async () => {
  const queries = new PgOrganizationQueries(database.pool);
  const { total, items } = await queries.page({}, { ...LAST, order: NEWEST });
  expect(total).toBe(MOST_COUNTED);
  expect(items).toHaveLength(5);
});
