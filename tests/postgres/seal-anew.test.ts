import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sealAnew } from '../../src/adapters/postgres/engine/seal-anew.ts';
import { SEALED_COLUMNS } from '../../src/adapters/postgres/engine/sealed-columns.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FORMER = new SecretBox('the former key');
const BOTH = new SecretBox('the present key', 'the former key');
const PRESENT = new SecretBox('the present key');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.pool.query('DELETE FROM outgoing_mail; DELETE FROM openid_client'));
afterAll(() => database.close());

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Stores mails with the numbers given as their content. */
const storeMails = (box: SecretBox, numbers: readonly number[]) =>
  database.pool.query(
    `INSERT INTO outgoing_mail (id, recipient, language, status, sealed_content, created_at, updated_at)
     SELECT g.id, 'a@b.fr', 'fr-fr', 'draft', g.sealed, now(), now() FROM unnest($1::uuid[], $2::bytea[]) AS g (id, sealed)`,
    [numbers.map(idOf), numbers.map((number) => box.seal(`mail ${number}`, idOf(number)))],
  );
const contents = async (box: SecretBox): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ id: string; sealed: Buffer }>(
    'SELECT id, sealed_content AS sealed FROM outgoing_mail ORDER BY id',
  );
  return rows.map(({ id, sealed }) => box.open(sealed, id));
};
const outcomeOf = async (box: SecretBox, column: string) => {
  const results = await sealAnew(database.pool, box);
  return results.find((result) => result.column === column);
};

it('knows every column that is encrypted', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%sealed%' ORDER BY name`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted(),
  );
});

it('encrypts under the present key what a former one encrypted, over many batches, once', async () => {
  const numbers = Array.from({ length: 1_203 }, (_, index) => index);
  await storeMails(FORMER, numbers.slice(0, 1_200));
  await storeMails(PRESENT, numbers.slice(1_200));
  const column = 'outgoing_mail.sealed_content';
  expect(await outcomeOf(BOTH, column)).toEqual({ column, anew: 1_200, already: 3, unreadable: [] });
  expect(await contents(PRESENT)).toEqual(numbers.map((number) => `mail ${number}`));
  expect(await outcomeOf(BOTH, column)).toEqual({ column, anew: 0, already: 1_203, unreadable: [] });
});

it('tells what no key opens, and leaves it', async () => {
  await storeMails(FORMER, [1]);
  await storeMails(new SecretBox('a key that was lost'), [2]);
  const column = 'outgoing_mail.sealed_content';
  expect(await outcomeOf(BOTH, column)).toEqual({ column, anew: 1, already: 0, unreadable: [idOf(2)] });
  expect(await outcomeOf(BOTH, column)).toEqual({ column, anew: 0, already: 1, unreadable: [idOf(2)] });
});

it('does so for keys that are text, too', async () => {
  await database.pool.query(
    `INSERT INTO openid_client (client_id, name, client_type, grant_type, sealed_secret, algorithm, redirect_uris, created_at, updated_at)
     VALUES ('rp', 'RP', 'confidential', 'authorization-code', $1, 'HS256', '{https://rp.fr/cb}', now(), now())`,
    [FORMER.seal('shared', 'rp')],
  );
  const column = 'openid_client.sealed_secret';
  expect(await outcomeOf(BOTH, column)).toEqual({ column, anew: 1, already: 0, unreadable: [] });
});
