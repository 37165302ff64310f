import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, uuidGenerator } from '../../src/adapters/system/system.ts';
import { makeAppointAdministrator } from '../../src/application/organization/administrators/appoint-administrator.ts';
import { makeRevokeOrganizationAccess } from '../../src/application/organization/administrators/change-organization-access.ts';
import {
  makeApproveClaim,
  makeFileClaim,
} from '../../src/application/organization/administrators/claim-organization.ts';
import { actAs } from '../../src/application/shared/actor.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';

/** Not in the contract suite: storage that runs one transaction at a time cannot get these wrong. */
describe('several who decide over an organization at once, in PostgreSQL', async () => {
  const { unitOfWork, organizationPeopleQueries, reset, close } = await openPostgresHarness();
  const evry = makeOrganization();
  const people = [1, 2].map(() => makeUser({ organizationId: evry.id }));
  const staff = actAs(makeUser({ isStaff: true }), ORIGIN);
  const mailSettings = {
    siteUrl: 'https://regie.test',
    webmailUrl: 'https://webmail.test',
    linkPage: null,
    defaultLanguage: 'fr-fr',
    sendsPassword: false,
  } as const;
  const deps = { unitOfWork, clock: systemClock, ids: uuidGenerator, mailSettings };
  const appointAdministrator = makeAppointAdministrator({ ...deps, plugins: new InstalledPlugins([]) });
  const approve = makeApproveClaim({ unitOfWork, appointAdministrator });
  const file = makeFileClaim(deps);
  const revoke = makeRevokeOrganizationAccess(deps);
  const page = { number: 1, size: 10, order: [] } as const;
  const administrators = async () => (await organizationPeopleQueries.accesses(evry.id, page)).items;

  beforeEach(async () => {
    await reset();
    await unitOfWork.run(async ({ organizations, users }) => {
      await organizations.insertOrFind(evry);
      for (const user of people) await users.insertOrFind(user);
      await users.insertOrFind(makeUser({ id: staff.userId, isStaff: true }));
    });
  });
  afterAll(close);

  it('one claim is approved under concurrency', async () => {
    const claims = await Promise.all(people.map((user) => file(actAs(user, ORIGIN), evry.id, 'me')));
    const decisions = claims.flatMap(({ id }) => [approve(staff, id), approve(staff, id)]);
    const results = await Promise.allSettled(decisions);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const result of refused) {
      expect(result).toMatchObject({ reason: { code: 'organization_claim.already_decided' } });
    }
    expect(await administrators()).toHaveLength(1);
  });

  it('of two administrators who leave, one stays', async () => {
    await unitOfWork.run(async (stores) => {
      for (const { id } of people) await appointAdministrator(stores, staff, evry, id);
    });
    const accesses = await administrators();
    const leave = accesses.map(({ id, userId }) => {
      const user = people.find((candidate) => candidate.id === userId) ?? makeUser();
      return revoke(actAs(user, ORIGIN), evry.id, id);
    });
    const results = await Promise.allSettled(leave);
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'organization_access.last_administrator' } },
    ]);
    expect(await administrators()).toHaveLength(1);
  });
});
