import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgMailboxAccountQueries } from '../../src/adapters/postgres/identity/pg-mailbox-account-queries.ts';
import { startOfDay } from '../../src/domain/identity/administration/second-factor-policy.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { CREATED_AT } from '../builders/moments.ts';
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

it('of the date of the domain and that of the installation, the earlier counts at the sign-in', async () => {
  const organization = makeOrganization();
  const mailDomain = makeMailDomain({ status: 'enabled', organizationId: organization.id });
  const { id: mailDomainId } = mailDomain;
  const mailbox = makeMailbox({ mailDomainId, status: 'enabled' });
  await storage.unitOfWork.run(async ({ organizations, mailDomains, mailboxes }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    await mailboxes.insert(mailbox);
  });
  const [early, late] = [startOfDay('2027-02-28'), startOfDay('2027-03-31')];
  const required = async (everywhere: Date | null) => {
    const account = await new PgMailboxAccountQueries(database.pool, everywhere).find(mailbox.id);
    return account?.secondFactor.requiredFrom;
  };
  const setDate = (requiredFrom: Date) =>
    storage.unitOfWork.run(({ secondFactorPolicies }) =>
      secondFactorPolicies.put({ mailDomainId, requiredFrom, setAt: CREATED_AT }),
    );
  expect([await required(null), await required(early)]).toEqual([null, early]);
  await setDate(late);
  expect([await required(null), await required(early)]).toEqual([late, early]);
  await setDate(early);
  expect(await required(late)).toEqual(early);
});
