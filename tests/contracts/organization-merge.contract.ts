import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const PAGE = { number: 1, size: 20, order: [{ field: 'created_at', descending: false }] } as const;
const NONE = { people: 0, administrators: 0, claims: 0, teams: 0, mailDomains: 0, serviceProviders: 0 };

export const organizationMergeContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`organization merge contract: ${name}`, async () => {
    const { unitOfWork, organizationPeopleQueries, serviceProviderQueries, reset, close } = await open();
    const into = makeOrganization({ registrationIds: ['1', '2'], domains: ['a.fr'] });
    const from = makeOrganization({ registrationIds: ['3'], domains: ['b.fr', 'c.fr'] });
    const third = makeOrganization();
    const [alice, bob, carol] = [
      makeUser({ organizationId: from.id }),
      makeUser({ organizationId: from.id }),
      makeUser({ organizationId: third.id }),
    ];
    const team = makeTeam({ organizationId: from.id });
    const mailDomain = makeMailDomain({ organizationId: from.id });
    const [shared, own] = [makeServiceProvider(), makeServiceProvider()];
    const at = minutesLater(9);
    const absorb = () =>
      unitOfWork.run(async ({ organizationMerges }) => {
        await organizationMerges.lockWhole([into.id, from.id]);
        await organizationMerges.absorb(into.id, from.id, at);
      });
    const count = (id: typeof into.id) =>
      unitOfWork.run(({ organizationMerges }) => organizationMerges.countReferences(id));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async (stores) => {
        for (const organization of [into, from, third]) await stores.organizations.insert(organization);
        for (const user of [alice, bob, carol]) await stores.users.insertOrFind(user);
        await stores.teams.insert(team);
        await stores.mailDomains.insert(mailDomain);
        for (const provider of [shared, own]) await stores.serviceProviders.insert(provider);
      });
    });
    afterAll(close);

    it('answers those that are there when it locks them', async () => {
      await unitOfWork.run(async ({ organizationMerges }) => {
        const locked = await organizationMerges.lockWhole([from.id, newId(), into.id]);
        expect(Object.fromEntries(locked)).toEqual({ [from.id]: from, [into.id]: into });
      });
    });

    it('moves all that refers to one to the other, and removes it', async () => {
      await unitOfWork.run(async (stores) => {
        for (const organizationId of [into.id, from.id]) {
          await stores.organizationAccesses.insert(
            makeOrganizationAccess({ organizationId, userId: alice.id }),
          );
          await stores.serviceProviders.link(organizationId, shared.id);
        }
        await stores.organizationAccesses.insert(
          makeOrganizationAccess({ organizationId: from.id, userId: bob.id, createdAt: minutesLater(1) }),
        );
        await stores.serviceProviders.link(from.id, own.id);
      });
      expect(await count(from.id)).toEqual({
        people: 2,
        administrators: 2,
        claims: 0,
        teams: 1,
        mailDomains: 1,
        serviceProviders: 2,
      });
      await absorb();
      expect(await count(from.id)).toEqual(NONE);
      expect(await count(into.id)).toEqual({
        people: 2,
        administrators: 2,
        claims: 0,
        teams: 1,
        mailDomains: 1,
        serviceProviders: 2,
      });
      await unitOfWork.run(async ({ organizations, users, teams, mailDomains }) => {
        expect(await organizations.find(from.id)).toBeUndefined();
        expect(await organizations.find(into.id)).toEqual({
          ...into,
          registrationIds: ['1', '2', '3'],
          domains: ['a.fr', 'b.fr', 'c.fr'],
        });
        expect(await users.find(alice.id)).toEqual({ ...alice, organizationId: into.id, updatedAt: at });
        expect(await users.find(carol.id)).toEqual(carol);
        expect(await teams.find(team.id)).toEqual({ ...team, organizationId: into.id });
        expect((await mailDomains.find(mailDomain.id))?.organizationId).toBe(into.id);
      });
      const services = await serviceProviderQueries.page(into.id, {}, { ...PAGE, order: [] });
      expect(services.items.map(({ id }) => id).sort()).toEqual([shared.id, own.id].sort());
      const accesses = await organizationPeopleQueries.accesses(into.id, PAGE);
      expect(accesses.items.map(({ userId }) => userId)).toEqual([alice.id, bob.id]);
    });

    it('keeps one pending claim of a person, and all that are decided', async () => {
      const claim = (organizationId: typeof into.id, userId: typeof alice.id, minutes: number) =>
        makeOrganizationClaim({ organizationId, userId, createdAt: minutesLater(minutes) });
      const claims = [claim(into.id, alice.id, 1), claim(from.id, alice.id, 2), claim(from.id, bob.id, 3)];
      await unitOfWork.run(async ({ organizationClaims }) => {
        for (const one of claims) await organizationClaims.insert(one);
        await organizationClaims.insert({ ...claim(from.id, alice.id, 4), status: 'rejected' });
      });
      await absorb();
      const { items } = await organizationPeopleQueries.claims({ organizationId: into.id }, PAGE);
      expect(items.map(({ userId, status }) => [userId, status])).toEqual([
        [alice.id, 'pending'],
        [alice.id, 'withdrawn'],
        [bob.id, 'pending'],
        [alice.id, 'rejected'],
      ]);
    });

    it('leaves nothing behind when the transaction fails', async () => {
      await expect(
        unitOfWork.run(async ({ organizationMerges }) => {
          await organizationMerges.lockWhole([into.id, from.id]);
          await organizationMerges.absorb(into.id, from.id, at);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      await unitOfWork.run(async ({ organizations, users }) => {
        expect(await organizations.find(from.id)).toEqual(from);
        expect(await users.find(alice.id)).toEqual(alice);
      });
    });
  });
