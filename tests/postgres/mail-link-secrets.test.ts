import { afterAll, beforeAll, expect, it } from 'vitest';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { UNREADABLE } from '../../src/domain/shared/unreadable.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailLink } from '../builders/make-mail-link.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('has no password in the database that anybody could read', async () => {
  const { pool } = database;
  const unitOfWork = new PgUnitOfWork(pool, new SecretBox('a secret key that only tests use'));
  const mailDomain = makeMailDomain();
  const mailbox = makeMailbox({ mailDomainId: mailDomain.id });
  const links = ['the same one', 'the same one', null].map((password) =>
    makeMailLink({ mailboxId: mailbox.id, password }),
  );
  await unitOfWork.run(async (stores) => {
    await stores.mailDomains.insert(mailDomain);
    await stores.mailboxes.insert(mailbox);
    await stores.mailLinks.insertMany(links);
  });
  const { rows } = await pool.query<{ row: string; sealed: Buffer | null }>(
    'SELECT l::text AS row, l.sealed_password AS sealed FROM mail_link l',
  );
  expect(rows.map(({ row }) => row).join()).not.toContain('same one');
  const sealed = rows.flatMap((row) => row.sealed ?? []);
  expect(sealed).toHaveLength(2);
  expect(sealed[0]?.equals(sealed[1] ?? Buffer.alloc(0))).toBe(false);
  // Sealed for one link, it opens for no other.
  await pool.query('UPDATE mail_link SET sealed_password = $1', [sealed[0]]);
  const read = await Promise.all(
    links.map(({ id }) => unitOfWork.run(({ mailLinks }) => mailLinks.find(id))),
  );
  expect(read.map((link) => link?.password)).toEqual(['the same one', UNREADABLE, UNREADABLE]);
});
