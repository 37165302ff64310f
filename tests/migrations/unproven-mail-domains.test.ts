import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'src', 'adapters', 'postgres', 'migrations');

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const migration = async () => {
  const file = (await readdir(FOLDER)).find((name) => name.endsWith('_unproven_mail_domains.sql'));
  return readFile(join(FOLDER, file ?? ''), 'utf8');
};

it('starts the time of domains that were created here and never had right DNS, once', async () => {
  const { pool } = database;
  const add = async (status: string, history: readonly (readonly [string, object])[]): Promise<string> => {
    const { id, name, slug } = makeMailDomain();
    await pool.query(
      `INSERT INTO mail_domain (id, name, slug, status, registration, support_email, created_at, updated_at)
       VALUES ($1, $2, $3, $4, '{"state": "registered"}', 's@a.fr', '2025-01-01', '2025-01-01')`,
      [id, name, slug, status],
    );
    for (const [action, details] of history) {
      await pool.query(
        `INSERT INTO audit_entry (occurred_at, action, object_type, object_id, label, via, details)
         VALUES ('2025-01-01', $1, 'mail_domain', $2, $3, 'job', $4)`,
        [action, id, name, details],
      );
    }
    return id;
  };
  const created = ['mail_domain.created', { role: 'owner' }] as const;
  const became = (after: string) =>
    ['mail_domain.status_changed', { status: { before: 'pending', after } }] as const;

  const waiting = [
    await add('pending', [created]),
    await add('action_required', [created, became('action_required')]),
  ];
  const others = [
    await add('action_required', []),
    await add('action_required', [became('action_required')]),
    await add('action_required', [created, became('enabled'), became('action_required')]),
    await add('pending', [created, became('failed'), became('disabled'), became('pending')]),
    await add('enabled', [created]),
    await add('disabled', [created]),
  ];
  const since = async () => {
    const { rows } = await pool.query<{ id: string; since: Date | null }>(
      'SELECT id, unproven_since AS since FROM mail_domain',
    );
    return new Map(rows.map((row) => [row.id, row.since]));
  };

  await pool.query(await migration());
  const first = await since();
  for (const id of waiting) expect(first.get(id)?.getTime()).toBeGreaterThan(Date.now() - 600_000);
  for (const id of others) expect(first.get(id)).toBeNull();
  await pool.query(await migration());
  expect(await since()).toEqual(first);
});
