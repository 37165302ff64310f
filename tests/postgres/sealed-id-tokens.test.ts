import { afterAll, beforeAll, expect, it } from 'vitest';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import { SealedSessionStore } from '../../src/adapters/postgres/people/sealed-session-store.ts';
import { EMPTY_SESSION } from '../../src/application/people/session-store.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ID_TOKEN = 'header.payload.signature';
const now = new Date();
const expiresAt = new Date(now.getTime() + 60_000);
const data = { ...EMPTY_SESSION, idToken: ID_TOKEN };

let database: TestDatabase;
let clear: PgSessionStore;
const sealedWith = (secretKey: string) => new SealedSessionStore(clear, new SecretBox(secretKey));
beforeAll(async () => {
  database = await openTestDatabase();
  clear = new PgSessionStore(database.pool);
});
afterAll(() => database.close());

it('cannot be read in the database, and can by who has the key', async () => {
  const sessions = sealedWith('one');
  const key = await sessions.create({ data, owner: undefined, expiresAt });
  await sessions.update(key, data);
  const { rows } = await database.pool.query('SELECT data::text AS text FROM session');
  expect(rows).toHaveLength(1);
  expect(rows[0].text).toContain('"idToken": "sealed:');
  expect(rows[0].text).not.toContain('payload');
  expect((await sessions.find(key, now))?.data).toEqual(data);
});

it('are no longer known under another secret key', async () => {
  const key = await sealedWith('one').create({ data, owner: undefined, expiresAt });
  expect((await sealedWith('other').find(key, now))?.data).toEqual(EMPTY_SESSION);
});

it('that an earlier release stored are read as they are', async () => {
  const key = await clear.create({ data, owner: undefined, expiresAt });
  expect((await sealedWith('one').find(key, now))?.data).toEqual(data);
});
