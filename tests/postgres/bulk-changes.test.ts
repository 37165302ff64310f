import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabasePool } from '../../src/adapters/postgres/connection/database-pool.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { type Evry, openEvry } from '../api/evry.ts';
import { trpcFailure } from '../api/trpc-failure.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { newId } from '../builders/new-id.ts';
import { done } from '../builders/provisioned.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { countStatements } from '../support/count-statements.ts';
import { eventually } from '../support/eventually.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Action = 'enable' | 'disable' | 'resetPassword' | 'sendLoginLink' | 'delete';

/** Session and person, throttling, the transaction with its locks, and what each storing needs. */
const MOST_STATEMENTS = 20;

let database: TestDatabase;
/** As in production, so that lost connections are what they are there. */
let pool: DatabasePool;
let storage: ReturnType<typeof postgresStorageOn>;
let statements: ReturnType<typeof countStatements>;
let evry: Evry;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = new DatabasePool({
    url: database.url,
    size: 10,
    connectTimeoutMs: 10_000,
    statementTimeoutMs: 30_000,
    logger: new RecordingLogger(),
  });
  statements = countStatements(pool);
  storage = postgresStorageOn(pool);
  evry = await openEvry({ adapters: storage });
});
afterAll(async () => {
  await evry.world.close();
  await storage.close();
  await pool.end();
  await database.close();
});
beforeEach(() =>
  database.pool.query('DELETE FROM graphile_worker._private_jobs; DELETE FROM mailbox_bulk_change'),
);

async function addMany(count: number): Promise<readonly MailboxId[]> {
  const mailDomainId = evry.evry.id;
  const many = Array.from({ length: count }, () =>
    makeMailbox({ mailDomainId, provisioned: done(), secondaryEmail: 's@perso.fr' }),
  );
  await storage.unitOfWork.run(({ mailboxes }) => mailboxes.insertAbsent(many));
  return many.map(({ id }) => id);
}
const change = (action: Action, mailboxIds: readonly MailboxId[], id = newId<string>(), by = evry.alice) =>
  by.regie.mailboxes.changeMany.mutate({
    domainSlug: 'evryfr',
    changeId: id,
    action,
    mailboxIds: [...mailboxIds],
  });
const stored = (ids: readonly MailboxId[]): Promise<readonly Mailbox[]> =>
  storage.unitOfWork.run(({ mailboxes }) => mailboxes.findMany(ids));
const countOf = async (from: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`);
  return rows[0]?.count ?? 0;
};
const jobs = () => countOf("graphile_worker.jobs WHERE task_identifier = 'synchronize_mailbox'");
const entries = () => countOf("audit_entry WHERE action = 'mail_domain.mailboxes_changed'");

describe('a change of many mailboxes', () => {
  it('takes as many statements for a thousand as for a few', async () => {
    for (const action of ['disable', 'resetPassword', 'delete'] as const) {
      for (const size of [3, 1_000]) {
        const ids = await addMany(size);
        const sent = await statements.during(async () => {
          expect((await change(action, ids)).rows).toHaveLength(size);
        });
        expect([action, size, sent.length]).toEqual([action, size, expect.any(Number)]);
        expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
      }
    }
  });

  it('is read again in a constant number of statements', async () => {
    const { id } = await change('disable', await addMany(1_000));
    const sent = await statements.during(async () => {
      const { rows } = await evry.bob.regie.mailboxes.getBulkChange.query({
        domainSlug: 'evryfr',
        changeId: id,
      });
      expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['waiting']));
    });
    expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  });

  it('waits behind the changes of single mailboxes, in the queue of the domain', async () => {
    const [single, ...ids] = await addMany(4);
    await change('disable', ids);
    await evry.alice.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: single ?? '' });
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT p.payload ->> 'mailboxId' AS id FROM graphile_worker._private_jobs p
        ORDER BY p.priority, p.run_at, p.id`,
    );
    expect(rows[0]).toEqual({ id: single });
    expect(rows).toHaveLength(4);
  });
});

describe('changes of many mailboxes at the same time', () => {
  it('are carried out one after the other where they overlap, with those of single ones', async () => {
    const ids = await addMany(60);
    const before = await entries();
    const outcomes = await Promise.all([
      change('disable', ids),
      change('enable', [...ids].reverse()),
      change('resetPassword', ids.slice(20)),
      ...ids.slice(0, 5).map((id) => evry.bob.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id })),
    ]);
    expect(outcomes).toHaveLength(8);
    const mailboxes = await stored(ids);
    const revisions = mailboxes.map(({ provisioning }) => provisioning.changeRevision).sort();
    expect(revisions.reduce((sum, revision) => sum + revision)).toBe(60 + 60 + 40 + 5);
    expect([await jobs(), (await entries()) - before]).toEqual([60, 3]);
  });

  it('is carried out once under one id', async () => {
    const ids = await addMany(30);
    const id = newId<string>();
    const before = await entries();
    const answers = await Promise.all([1, 2, 3].map(() => change('resetPassword', ids, id)));
    expect(new Set(answers.map(({ askedAt }) => askedAt)).size).toBe(1);
    const revisions = (await stored(ids)).map(({ provisioning }) => provisioning.changeRevision);
    expect(new Set(revisions)).toEqual(new Set([1]));
    expect([await jobs(), (await entries()) - before]).toEqual([30, 1]);
  });
});

describe('a change of many mailboxes whose process dies', () => {
  it.each(['mailbox', 'audit_entry'])(
    'leaves nothing behind, and is made when it is sent again: at %s',
    async (table) => {
      const ids = await addMany(25);
      const id = newId<string>();
      const before = await entries();
      const blocker = await database.pool.connect();
      try {
        await blocker.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
        const lost = trpcFailure(change('resetPassword', ids, id));
        await eventually(async () => {
          const { rowCount } = await blocker.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'regie'`,
          );
          expect(rowCount).toBe(1);
        });
        expect(await lost).toMatchObject({ httpStatus: 503 });
      } finally {
        await blocker.query('ROLLBACK');
        blocker.release();
      }
      expect([await jobs(), (await entries()) - before, await countOf('mailbox_bulk_change')]).toEqual([
        0, 0, 0,
      ]);
      for (const { provisioning } of await stored(ids)) expect(provisioning.changeRevision).toBe(0);
      expect((await change('resetPassword', ids, id)).rows).toHaveLength(25);
      expect([await jobs(), (await entries()) - before]).toEqual([25, 1]);
    },
  );
});
