import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { TeamRole } from '../../src/domain/team/team-access.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asListedUser, asShownOrganization } from '../support/as-shown.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const peopleQueriesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`person and organization queries contract: ${name}`, async () => {
    const { unitOfWork, personQueries, organizationQueries, seed, reset, close } = await open();
    const organization = makeOrganization({
      registrationIds: ['30001', '10002'],
      domains: ['zebra.example', 'antelope.example'],
      metadata: { size: 3 },
      directoryLookup: { status: 'found', at: minutesLater(1) },
    });
    const user = makeUser({ organizationId: organization.id, lastLoginAt: minutesLater(2) });
    const loner = makeUser({ isActive: false });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        await organizations.insertOrFind(organization);
        await users.insertOrFind(user);
        await users.insertOrFind(loner);
      });
    });
    afterAll(close);

    it('shows a person with their organization', async () => {
      const facts = { managesTeam: false, hasMailDomain: false };
      expect(await personQueries.find(user.id)).toEqual({
        user: asListedUser(user),
        organization: asShownOrganization(organization),
        ...facts,
      });
      expect(await personQueries.find(loner.id)).toEqual({
        user: asListedUser(loner),
        organization: undefined,
        ...facts,
      });
      expect(await personQueries.find(newId())).toBeUndefined();
    });

    it.each<[TeamRole, boolean]>([
      ['member', false],
      ['administrator', true],
      ['owner', true],
    ])('tells whether a %s manages a team', async (role, managesTeam) => {
      const team = makeTeam({ organizationId: organization.id });
      await seed.team(team);
      await unitOfWork.run(({ teamAccesses }) =>
        teamAccesses.insertIfAbsent(makeTeamAccess({ teamId: team.id, userId: user.id, role })),
      );
      expect(await personQueries.find(user.id)).toMatchObject({ managesTeam, hasMailDomain: false });
      expect(await personQueries.find(loner.id)).toMatchObject({ managesTeam: false });
    });

    it.each<MailDomainRole>(['viewer', 'administrator', 'owner'])(
      'says that a %s has a mail domain',
      async (role) => {
        const mailDomain = makeMailDomain();
        await unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
          await mailDomains.insert(mailDomain);
          await mailDomainAccesses.insertIfAbsent(
            makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: user.id, role }),
          );
        });
        expect(await personQueries.find(user.id)).toMatchObject({ managesTeam: false, hasMailDomain: true });
        expect(await personQueries.find(loner.id)).toMatchObject({ hasMailDomain: false });
      },
    );

    it('shows an organization with the role of the person asking', async () => {
      const another = makeOrganization();
      await unitOfWork.run(({ organizations }) => organizations.insertOrFind(another));
      await seed.organizationAccess(
        makeOrganizationAccess({ organizationId: organization.id, userId: loner.id }),
      );
      const find = organizationQueries.find.bind(organizationQueries);
      expect(await find(organization.id, user.id)).toEqual({ organization, role: undefined });
      expect(await find(organization.id, loner.id)).toEqual({ organization, role: 'administrator' });
      expect(await find(another.id, loner.id)).toEqual({ organization: another, role: undefined });
      expect(await find(newId(), user.id)).toBeUndefined();
    });

    it('hands out copies', async () => {
      const person = await personQueries.find(user.id);
      Object.assign(person?.organization?.registrationIds ?? [], ['changed']);
      const view = await organizationQueries.find(organization.id, user.id);
      Object.assign(view?.organization.metadata ?? {}, { size: 5 });
      expect((await personQueries.find(user.id))?.organization).toEqual(asShownOrganization(organization));
      expect((await organizationQueries.find(organization.id, user.id))?.organization).toEqual(organization);
    });
  });
