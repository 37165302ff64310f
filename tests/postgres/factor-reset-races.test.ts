import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOfDay } from '../../src/domain/identity/administration/second-factor-policy.ts';
import { type Evry, openEvry } from '../api/evry.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { postgresStorageOn } from '../support/postgres-harness.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let storage: ReturnType<typeof postgresStorageOn>;
let evry: Evry;

beforeAll(async () => {
  database = await openTestDatabase();
  storage = postgresStorageOn(database.pool);
  evry = await openEvry({ adapters: storage });
  await storage.unitOfWork.run(({ mailDomains }) =>
    mailDomains.update({ ...evry.evry, organizationId: evry.organization.id }),
  );
});
afterAll(async () => {
  await evry.world.close();
  await storage.close();
  await database.close();
});

const audited = async (action: string): Promise<number> => {
  const { rows } = await database.pool.query('SELECT FROM audit_entry WHERE action = $1', [action]);
  return rows.length;
};

describe('at once', () => {
  it('one of two confirmations resets the factors of somebody', async () => {
    const mailbox = makeMailbox({ mailDomainId: evry.evry.id, status: 'enabled' });
    await storage.unitOfWork.run(async ({ mailboxes, authenticators, mailDomainAccesses }) => {
      await mailboxes.insert(mailbox);
      await authenticators.insert(makeTotp({ mailboxId: mailbox.id }));
      await mailDomainAccesses.insertIfAbsent(
        makeMailDomainAccess({
          mailDomainId: evry.evry.id,
          userId: evry.people.dave.id,
          role: 'administrator',
        }),
      );
    });
    const target = { domainSlug: 'evryfr', id: mailbox.id };
    const { id: resetId } = await evry.alice.regie.mailboxes.requestFactorReset.mutate(target);
    const confirm = ({ regie }: Evry['alice']) =>
      regie.mailboxes.confirmFactorReset.mutate({ ...target, resetId });
    const outcomes = await Promise.allSettled([confirm(evry.bob), confirm(evry.dave), confirm(evry.bob)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await audited('mailbox.factors_reset')).toBe(1);
  });

  it('several workers tell each person of a date once', async () => {
    const mailDomainId = evry.evry.id;
    const many = Array.from({ length: 230 }, () => makeMailbox({ mailDomainId, status: 'enabled' }));
    await storage.unitOfWork.run(async ({ mailboxes, secondFactorPolicies }) => {
      for (const mailbox of many) await mailboxes.insert(mailbox);
      await secondFactorPolicies.put({
        mailDomainId,
        requiredFrom: startOfDay('2100-01-01'),
        setAt: evry.world.clock.now(),
      });
    });
    const run = () =>
      evry.world.useCases.jobHandlers.announce_second_factor({
        name: 'announce_second_factor',
        mailDomainId,
      });
    await Promise.all([run(), run(), run(), run(), run(), run()]);
    const { rows } = await database.pool.query<{ recipient: string }>(
      "SELECT recipient FROM outgoing_mail WHERE kind = 'second_factor_required'",
    );
    const { rows: without } = await database.pool.query(
      `SELECT FROM mailbox m WHERE m.mail_domain_id = $1 AND m.status = 'enabled'
         AND NOT EXISTS (SELECT FROM authenticator a WHERE a.mailbox_id = m.id)`,
      [mailDomainId],
    );
    expect(new Set(rows.map(({ recipient }) => recipient)).size).toBe(rows.length);
    expect(rows).toHaveLength(without.length);
  });
});
