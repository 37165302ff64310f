import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BATCH_ROWS } from '../../src/adapters/postgres/engine/repeat-batch.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgOutgoingMailRepository } from '../../src/adapters/postgres/notification/pg-outgoing-mail-repository.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { countStatements } from '../support/count-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ROWS = 2 * BATCH_ROWS + 1;
const now = new Date('2026-03-02T09:00:00Z');

let database: TestDatabase;
let pool: Pool;
let statements: ReturnType<typeof countStatements>;
beforeAll(async () => {
  database = await openTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
  statements = countStatements(pool);
});
afterAll(async () => {
  await pool.end();
  await database.close();
});
beforeEach(async () => {
  await pool.query('TRUNCATE session, processed_logout_token, outgoing_mail CASCADE');
});

const count = async (condition: string): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${condition}`);
  return rows[0]?.count ?? Number.NaN;
};

it('forgets any number of sessions and logout tokens, some in each statement', async () => {
  await pool.query(
    `INSERT INTO session (key_hash, data, created_at, expires_at)
     SELECT convert_to(n::text, 'UTF8'), '{}', $1, $1::timestamptz - (n - 5) * interval '1 second'
       FROM generate_series(1, $2::int) n`,
    [now, ROWS + 4],
  );
  await pool.query(
    `INSERT INTO processed_logout_token (jti, expires_at) SELECT n::text, $1 FROM generate_series(1, $2::int) n`,
    [now, ROWS],
  );
  const sent = await statements.during(() => new PgSessionStore(pool).purge(now));
  expect(sent).toHaveLength(6);
  expect(await count('session')).toBe(4);
  expect(await count('processed_logout_token')).toBe(0);
});

it('erases any number of mails that ended unsent, some in each statement', async () => {
  await pool.query(
    `INSERT INTO outgoing_mail (id, recipient, language, status, sealed_content, created_at, updated_at)
     SELECT gen_random_uuid(), 'a@evry.fr', 'fr-fr', 'given_up', 'x', $1, $1::timestamptz - n * interval '1 second'
       FROM generate_series(0, $2::int) n`,
    [now, ROWS],
  );
  const mails = new PgOutgoingMailRepository(pool, new SecretBox('a secret of the tests, long enough'));
  let erased = 0;
  const sent = await statements.during(async () => {
    erased = await mails.eraseUnsent(now);
  });
  expect(erased).toBe(ROWS);
  expect(sent).toHaveLength(3);
  expect(await count('outgoing_mail WHERE sealed_content IS NOT NULL')).toBe(1);
});
