import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { unsentMailHealth } from '../../src/adapters/postgres/notification/unsent-mail-health.ts';
import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
});
afterAll(async () => {
  await storage.close();
  await database.close();
});
beforeEach(() => database.pool.query('TRUNCATE outgoing_mail'));

const trouble = (minutesAgo: number) => ({
  since: new Date(Date.now() - minutesAgo * 60_000),
  reason: '451',
});
const givenUp: OutgoingMail = { ...makeOutgoingMail({ trouble: trouble(9_000) }), status: 'given_up' };
const insert = (mail: OutgoingMail) =>
  storage.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
const update = (mail: OutgoingMail) =>
  storage.unitOfWork.run(({ outgoingMails }) => outgoingMails.update(mail));
const health = () => unsentMailHealth(database.pool)();

it.each<[string, OutgoingMail, 'ok' | 'warning']>([
  ['waits for its first attempt', makeOutgoingMail({ createdAt: new Date(0) }), 'ok'],
  ['is not taken for some minutes', makeOutgoingMail({ trouble: trouble(10) }), 'ok'],
  ['is not taken for long', makeOutgoingMail({ trouble: trouble(20) }), 'warning'],
  ['was given up', givenUp, 'warning'],
  ['was given up, and is erased', { ...givenUp, content: null }, 'ok'],
  ['was refused', { ...givenUp, status: 'refused' }, 'ok'],
  ['was sent', { ...givenUp, status: 'sent', content: null }, 'ok'],
])('a mail that %s', async (_what, mail, expected) => {
  await insert(mail);
  expect(await health()).toBe(expected);
});

it('turns back once the mail is sent', async () => {
  const mail = makeOutgoingMail({ trouble: trouble(20) });
  await insert(mail);
  expect(await health()).toBe('warning');
  await update({ ...mail, status: 'sent', content: null, trouble: null });
  expect(await health()).toBe('ok');
});

it('costs the same however many mails there are', async () => {
  const connection = await database.pool.connect();
  try {
    await connection.query('SET enable_seqscan = off');
    const plan = async (statement: string) => {
      const { rows } = await connection.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const asked: string[] = [];
    await unsentMailHealth({
      query: (async (text: string) => {
        asked.push(text);
        return { rows: [] };
      }) as never,
    })();
    const text = await plan((asked[0] ?? '').replace('$1', '900'));
    expect(text).toContain('outgoing_mail_kept');
    expect(text).toContain('outgoing_mail_troubled');
    expect(text).not.toContain('Seq Scan');
    expect(
      await plan(
        "SELECT m.id FROM outgoing_mail m WHERE m.status <> 'sent' ORDER BY m.created_at DESC, m.id LIMIT 20",
      ),
    ).toContain('outgoing_mail_unsent');
  } finally {
    connection.release(true);
  }
});
