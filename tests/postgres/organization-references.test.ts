import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  MERGED_TABLES,
  UNMERGED_TABLES,
} from '../../src/adapters/postgres/organization/organization-references.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('a merge treats every column of the schema that names an organization', async () => {
  const { rows } = await database.pool.query<{ place: string }>(
    `SELECT table_name || '.' || column_name AS place
       FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%organization_id'
        AND NOT (SELECT relispartition FROM pg_class WHERE oid = to_regclass(format('%I.%I', table_schema, table_name)))
      UNION
     SELECT k.table_name || '.' || k.column_name
       FROM information_schema.referential_constraints r
       JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
       JOIN information_schema.constraint_column_usage u
         ON u.constraint_schema = r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name
      WHERE r.constraint_schema = 'public' AND u.table_name = 'organization'
      ORDER BY 1`,
  );
  const treated = [...MERGED_TABLES, ...UNMERGED_TABLES].map((table) => `${table}.organization_id`);
  expect(rows.map(({ place }) => place)).toEqual(treated.sort());
});
