import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { secretGenerator } from '../../src/adapters/system/system.ts';
import { type Actor, actAs } from '../../src/application/shared/actor.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';
import { makeUseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { eventually } from '../support/eventually.ts';
import { makeGate } from '../support/gate.ts';
import { InterruptibleProvisioner } from '../support/interruptible-provisioner.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { memoryAdapters } from '../support/memory-adapters.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { USE_CASE_SETTINGS } from '../support/use-case-settings.ts';

/** More than one piece of a comparison. */
const MAILBOXES = 700;
const EVERYTHING = { number: 1, size: 1_000, order: [{ field: 'address', descending: false }] } as const;

const clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));
let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let useCases: ReturnType<typeof makeUseCases>;
let provisioner: ReturnType<typeof memoryAdapters>['mailProvisioner'];
let calls: InterruptibleProvisioner;
let mailDomain: MailDomain;
let owner: Actor;

beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
});
afterAll(async () => {
  await storage.close();
  await database.close();
});

beforeEach(async () => {
  await database.pool.query('DELETE FROM mail_domain');
  const others = memoryAdapters(clock, 'https://regie.test');
  provisioner = others.mailProvisioner;
  calls = new InterruptibleProvisioner(provisioner);
  const adapters = {
    ...others,
    ...storage,
    mailProvisioner: calls,
    ids: { next: <Id extends string>() => randomUUID() as string as Id },
    randomness: { next: () => 0.5 },
    secrets: secretGenerator,
  };
  useCases = makeUseCases({ adapters, plugins: new InstalledPlugins([]), settings: USE_CASE_SETTINGS });
  mailDomain = makeMailDomain({ status: 'enabled', registration: { state: 'registered' } });
  const user = makeUser();
  await storage.unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
    await users.insertOrFind(user);
    await mailDomains.insert(mailDomain);
    await mailDomainAccesses.insertIfAbsent(
      makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: user.id, role: 'owner' }),
    );
  });
  owner = actAs(user, ORIGIN);
  await provisioner.registerDomain(mailDomain.name);
  for (let index = 0; index < MAILBOXES; index += 1) {
    const name = { firstName: `Ana ${index}`, lastName: 'Roy' };
    provisioner.putMailbox({ domain: mailDomain.name, localPart: `ana${index}`, ...name });
  }
  await compare(false);
});

const compare = (imports: boolean) => useCases.reconcileMailDomain(mailDomain.id, { imports });
const lines = async () =>
  (await storage.driftQueries.page(mailDomain.id, { withIgnored: true }, EVERYTHING)).items;
const settle = async (ids: Awaited<ReturnType<typeof lines>>[number]['id'][]) =>
  useCases.resolveDriftLines(owner, { slug: mailDomain.slug, ids, resolution: 'adopt' });
/** Connections that wait for a lock of another. */
const lockWaiters = async () => {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count;
};
const stored = async () => {
  const { rows } = await database.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM mailbox WHERE mail_domain_id = $1',
    [mailDomain.id],
  );
  return rows[0]?.count;
};

/** The code of a refusal. */
const codeOf = (error: unknown) => (error instanceof DomainError ? error.code : error);
const TOO_LATE = ['drift.not_found', 'drift.stale'];

it('settles many lines while a comparison takes over the same mailboxes, and another settles them in other order', async () => {
  const ids = (await lines()).map(({ id }) => id);
  expect(ids).toHaveLength(MAILBOXES);
  const [id] = ids;
  if (!id) throw new Error('nothing to settle');
  const [first, second, alone] = await Promise.all([
    settle(ids),
    settle(ids.toReversed()),
    useCases.resolveDrift(owner, { slug: mailDomain.slug, id, resolution: 'adopt' }).catch(codeOf),
    compare(true),
  ]);
  expect(await stored()).toBe(MAILBOXES);
  const outcomes = [...first, ...second].map((one) =>
    one.outcome === 'refused' ? one.failure.code : one.outcome,
  );
  const isSettled = (outcome: unknown) => outcome === 'settled';
  expect([...outcomes, alone].filter(isSettled).length).toBeLessThanOrEqual(MAILBOXES);
  for (const refused of [...outcomes, alone].filter((outcome) => !isSettled(outcome))) {
    expect(TOO_LATE).toContain(refused);
  }
  await compare(true);
  expect(await lines()).toEqual([]);
});

it('is not compared while somebody settles, so that neither waits for the other', async () => {
  const gate = makeGate();
  calls.interruptNext('readMailboxes', { before: gate.pass });
  const comparing = compare(true);
  await gate.reached;
  const [line] = await lines();
  if (!line) throw new Error('nothing to settle');
  const localPart = line.address.slice(0, line.address.indexOf('@'));
  await storage.unitOfWork.run(async ({ drift, mailboxes }) => {
    await drift.hold(mailDomain.id);
    await drift.lockLines(mailDomain.id, [line.id]);
    gate.open();
    await eventually(async () => expect(await lockWaiters()).toBe(1));
    const { firstName = '', lastName = '' } = line.there ?? {};
    await mailboxes.insert(makeMailbox({ mailDomainId: mailDomain.id, localPart, firstName, lastName }));
    await drift.removeLines([line.id]);
  });
  expect(await comparing).toMatchObject({ state: 'complete' });
  expect(await stored()).toBe(MAILBOXES);
});

it('refuses the lines that a new comparison has replaced while the mail service was asked', async () => {
  const before = await lines();
  calls.interruptNext('readMailboxes', {
    after: async () => {
      provisioner.putMailbox({
        domain: mailDomain.name,
        localPart: 'ana0',
        firstName: 'Zoé',
        lastName: 'Petit',
      });
      provisioner.removeMailbox({ domain: mailDomain.name, localPart: 'ana1' });
      clock.advance(60);
      await compare(false);
    },
  });
  const outcomes = await settle(before.map(({ id }) => id));
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  expect(refused).toMatchObject([
    { address: `ana0@${mailDomain.name}`, failure: { code: 'drift.not_found' } },
    { address: `ana1@${mailDomain.name}`, failure: { code: 'drift.not_found' } },
  ]);
  expect(await stored()).toBe(MAILBOXES - 2);
  expect(await lines()).toMatchObject([{ address: `ana0@${mailDomain.name}`, there: { firstName: 'Zoé' } }]);
});

it('writes one entry of the audit log, which has all lines', async () => {
  const { rows: before } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_entry WHERE action = 'mail_domain.differences_settled'`,
  );
  await settle((await lines()).map(({ id }) => id));
  const { rows } = await database.pool.query<{ rows: number }>(
    `SELECT jsonb_array_length(details->'missing_here') AS rows FROM audit_entry
      WHERE action = 'mail_domain.differences_settled' ORDER BY occurred_at DESC, id DESC`,
  );
  expect(rows).toHaveLength((before[0]?.count ?? 0) + 1);
  expect(rows.map((row) => row.rows)).toContain(MAILBOXES);
});
