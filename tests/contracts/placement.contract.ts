import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrganizationDiscrepancy } from '../../src/domain/organization/organization-discrepancy.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const PAGE = { number: 1, size: 2, order: [{ field: 'created_at', descending: false }] } as const;

export const placementContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`placement contract: ${name}`, async () => {
    const { unitOfWork, organizationPeopleQueries, reset, close } = await open();
    const [evry, lyon] = [
      makeOrganization({ registrationIds: ['1'] }),
      makeOrganization({ registrationIds: ['2'] }),
    ];
    const [alice, bob, carol] = [
      makeUser({ name: 'Alice', organizationId: evry.id }),
      makeUser({ organizationId: evry.id }),
      makeUser({ organizationId: null }),
    ];
    const discrepancy = (given: Partial<OrganizationDiscrepancy> = {}): OrganizationDiscrepancy => ({
      userId: alice.id,
      registrationId: '2',
      status: 'open',
      settledBy: null,
      createdAt: CREATED_AT,
      updatedAt: CREATED_AT,
      ...given,
    });
    const holdsAnything = () => unitOfWork.run(({ placements }) => placements.holdsAnything(alice.id));
    const put = (given?: Partial<OrganizationDiscrepancy>) =>
      unitOfWork.run(({ placements }) => placements.putDiscrepancy(discrepancy(given)));
    const find = () => unitOfWork.run(({ placements }) => placements.findDiscrepancy(alice.id));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        for (const organization of [evry, lyon]) await organizations.insert(organization);
        for (const user of [alice, bob, carol]) await users.insertOrFind(user);
      });
    });
    afterAll(close);

    it('finds that a person holds nothing, whatever others do', async () => {
      const team = makeTeam();
      await unitOfWork.run(async ({ teams, teamAccesses, organizationClaims }) => {
        await teams.insert(team);
        await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: bob.id }));
        await organizationClaims.insert(
          makeOrganizationClaim({ organizationId: evry.id, userId: alice.id, status: 'withdrawn' }),
        );
      });
      expect(await holdsAnything()).toBe(false);
    });

    it('finds an access to a team', async () => {
      const team = makeTeam();
      await unitOfWork.run(async ({ teams, teamAccesses }) => {
        await teams.insert(team);
        await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: alice.id }));
      });
      expect(await holdsAnything()).toBe(true);
    });

    it('finds an access to a mail domain', async () => {
      const mailDomain = makeMailDomain();
      await unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
        await mailDomains.insert(mailDomain);
        await mailDomainAccesses.insert(
          makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: alice.id }),
        );
      });
      expect(await holdsAnything()).toBe(true);
    });

    it('finds an access to an organization, and a claim to decide', async () => {
      const ids = { organizationId: lyon.id, userId: alice.id };
      const access = makeOrganizationAccess(ids);
      await unitOfWork.run(({ organizationAccesses }) => organizationAccesses.insert(access));
      expect(await holdsAnything()).toBe(true);
      await unitOfWork.run(({ organizationAccesses }) => organizationAccesses.delete(access.id));
      expect(await holdsAnything()).toBe(false);
      await unitOfWork.run(({ organizationClaims }) => organizationClaims.insert(makeOrganizationClaim(ids)));
      expect(await holdsAnything()).toBe(true);
    });

    it('remembers whom staff placed, however often', async () => {
      await unitOfWork.run(async ({ placements }) => {
        expect(await placements.isPlacedByStaff(alice.id)).toBe(false);
        await placements.recordPlacedByStaff(alice.id, CREATED_AT);
        await placements.recordPlacedByStaff(alice.id, minutesLater(1));
        expect(await placements.isPlacedByStaff(alice.id)).toBe(true);
        expect(await placements.isPlacedByStaff(bob.id)).toBe(false);
      });
    });

    it('keeps one discrepancy a person, the last one put', async () => {
      expect(await find()).toBeUndefined();
      await put();
      expect(await find()).toEqual(discrepancy());
      const later = {
        registrationId: '3',
        status: 'ignored',
        settledBy: bob.id,
        updatedAt: minutesLater(5),
      } as const;
      await put(later);
      expect(await find()).toEqual(discrepancy(later));
      await unitOfWork.run(({ placements }) => placements.removeDiscrepancy(alice.id));
      await unitOfWork.run(({ placements }) => placements.removeDiscrepancy(alice.id));
      expect(await find()).toBeUndefined();
    });

    it('lists open ones that are still so, in pages', async () => {
      await put({ createdAt: minutesLater(2) });
      await put({ userId: bob.id, registrationId: '9' });
      await put({ userId: carol.id, createdAt: minutesLater(1) });
      const [one, two] = [
        await organizationPeopleQueries.discrepancies(PAGE),
        await organizationPeopleQueries.discrepancies({ ...PAGE, number: 2 }),
      ];
      expect([one.total, two.total]).toEqual([3, 3]);
      expect([...one.items, ...two.items]).toEqual([
        {
          ...discrepancy({ userId: bob.id, registrationId: '9' }),
          user: { id: bob.id, name: bob.name, email: bob.email },
          organization: { id: evry.id, name: evry.name },
          named: null,
        },
        {
          ...discrepancy({ userId: carol.id, createdAt: minutesLater(1) }),
          user: { id: carol.id, name: carol.name, email: carol.email },
          organization: null,
          named: { id: lyon.id, name: lyon.name },
        },
        {
          ...discrepancy({ createdAt: minutesLater(2) }),
          user: { id: alice.id, name: 'Alice', email: alice.email },
          organization: { id: evry.id, name: evry.name },
          named: { id: lyon.id, name: lyon.name },
        },
      ]);
      await put({ status: 'ignored' });
      await put({ userId: bob.id, registrationId: '1' });
      const { total, items } = await organizationPeopleQueries.discrepancies(PAGE);
      expect([total, items.map(({ userId }) => userId)]).toEqual([1, [carol.id]]);
    });
  });
