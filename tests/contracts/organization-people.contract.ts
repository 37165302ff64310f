import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrganizationAccess } from '../../src/domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../src/domain/organization/organization-claim.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const PAGE = { number: 1, size: 2, order: [{ field: 'created_at', descending: false }] } as const;

export const organizationPeopleContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`organization people contract: ${name}`, async () => {
    const { unitOfWork, organizationPeopleQueries: queries, reset, close } = await open();
    const [evry, lyon] = [makeOrganization({ name: 'Évry' }), makeOrganization()];
    const [alice, bob] = [makeUser({ name: 'Alice' }), makeUser()];
    const ids = { organizationId: evry.id, userId: alice.id };

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        for (const organization of [evry, lyon]) await organizations.insertOrFind(organization);
        for (const user of [alice, bob]) await users.insertOrFind(user);
      });
    });
    afterAll(close);

    it('locks an organization that is there', async () => {
      await unitOfWork.run(async ({ organizations }) => {
        expect(await organizations.lock(evry.id)).toEqual(evry);
        expect(await organizations.lock(newId())).toBeUndefined();
      });
    });

    describe('accesses', () => {
      const insert = (access: OrganizationAccess) =>
        unitOfWork.run(({ organizationAccesses }) => organizationAccesses.insert(access));

      it('returns what it stored, of that organization only', async () => {
        const access = makeOrganizationAccess({ ...ids, updatedAt: minutesLater(1) });
        await insert(access);
        await unitOfWork.run(async ({ organizationAccesses }) => {
          expect(await organizationAccesses.find(evry.id, access.id)).toEqual(access);
          expect(await organizationAccesses.find(lyon.id, access.id)).toBeUndefined();
          expect(await organizationAccesses.findOf(evry.id, alice.id)).toEqual(access);
          expect(await organizationAccesses.findOf(lyon.id, alice.id)).toBeUndefined();
          expect(await organizationAccesses.findOf(evry.id, bob.id)).toBeUndefined();
          expect(await organizationAccesses.roleOf(evry.id, alice.id)).toBe('administrator');
          expect(await organizationAccesses.roleOf(lyon.id, alice.id)).toBeUndefined();
          expect(await organizationAccesses.count(evry.id)).toBe(1);
          expect(await organizationAccesses.count(lyon.id)).toBe(0);
          await organizationAccesses.delete(access.id);
          expect(await organizationAccesses.find(evry.id, access.id)).toBeUndefined();
        });
      });

      it('gives a person one, also to concurrent writers', async () => {
        const results = await Promise.allSettled([1, 2, 3].map(() => insert(makeOrganizationAccess(ids))));
        const losers = results.filter(({ status }) => status === 'rejected');
        expect(losers).toHaveLength(2);
        for (const loser of losers) {
          expect(loser).toMatchObject({ reason: { code: 'organization_access.already_exists' } });
        }
      });

      it('lists those of an organization with their people, by age', async () => {
        await insert(makeOrganizationAccess({ ...ids, userId: bob.id, createdAt: minutesLater(1) }));
        await insert(makeOrganizationAccess(ids));
        await insert(makeOrganizationAccess({ organizationId: lyon.id, userId: alice.id }));
        const { total, items } = await queries.accesses(evry.id, PAGE);
        expect(total).toBe(2);
        expect(items).toMatchObject([
          { role: 'administrator', user: { id: alice.id, name: 'Alice', email: alice.email } },
          { user: { id: bob.id } },
        ]);
        expect((await queries.accesses(evry.id, { ...PAGE, number: 2, size: 1 })).items).toHaveLength(1);
      });
    });

    describe('claims', () => {
      const insert = (claim: OrganizationClaim) =>
        unitOfWork.run(({ organizationClaims }) => organizationClaims.insert(claim));

      it('returns what it stored, and replaces what became of it', async () => {
        const claim = makeOrganizationClaim({ ...ids, reason: 'Élue\ndepuis 2026' });
        await insert(claim);
        const decided = { status: 'rejected', decidedBy: bob.id, updatedAt: minutesLater(3) } as const;
        await unitOfWork.run(async ({ organizationClaims }) => {
          expect(await organizationClaims.find(claim.id)).toEqual(claim);
          await organizationClaims.update({
            ...claim,
            ...decided,
            reason: 'other',
            createdAt: minutesLater(9),
          });
          expect(await organizationClaims.find(claim.id)).toEqual({ ...claim, ...decided });
          expect(await organizationClaims.find(newId())).toBeUndefined();
        });
      });

      it('takes one that waits of a person for an organization, also from concurrent writers', async () => {
        await insert(makeOrganizationClaim({ ...ids, status: 'withdrawn' }));
        await insert(makeOrganizationClaim({ ...ids, organizationId: lyon.id }));
        const results = await Promise.allSettled([1, 2, 3].map(() => insert(makeOrganizationClaim(ids))));
        const losers = results.filter(({ status }) => status === 'rejected');
        expect(losers).toHaveLength(2);
        for (const loser of losers) {
          expect(loser).toMatchObject({ reason: { code: 'organization_claim.already_filed' } });
        }
      });

      it('lists those that wait, oldest first', async () => {
        const late = makeOrganizationClaim({ ...ids, userId: bob.id, createdAt: minutesLater(1) });
        const early = makeOrganizationClaim(ids);
        for (const claim of [late, early]) await insert(claim);
        await insert(makeOrganizationClaim({ ...ids, status: 'rejected' }));
        await insert(makeOrganizationClaim({ ...ids, organizationId: lyon.id }));
        const pending = await unitOfWork.run(({ organizationClaims }) =>
          organizationClaims.listPending(evry.id),
        );
        expect(pending).toEqual([early, late]);
      });

      it('shows them with people and organizations, filtered', async () => {
        const mine = makeOrganizationClaim(ids);
        const elsewhere = makeOrganizationClaim({
          ...ids,
          organizationId: lyon.id,
          createdAt: minutesLater(1),
        });
        const old = makeOrganizationClaim({
          ...ids,
          userId: bob.id,
          status: 'rejected',
          createdAt: minutesLater(2),
        });
        for (const claim of [old, elsewhere, mine]) await insert(claim);
        const found = async (filter: Parameters<typeof queries.claims>[0]) =>
          (await queries.claims(filter, PAGE)).items.map(({ id }) => id);
        const [first] = (await queries.claims({}, PAGE)).items;
        expect(first).toEqual({
          ...mine,
          organizationName: 'Évry',
          user: { id: alice.id, name: 'Alice', email: alice.email },
        });
        expect((await queries.claims({}, PAGE)).total).toBe(3);
        expect(await found({ status: 'rejected' })).toEqual([old.id]);
        expect(await found({ organizationId: lyon.id })).toEqual([elsewhere.id]);
        expect(await found({ userId: alice.id, organizationId: evry.id })).toEqual([mine.id]);
        expect((await queries.claims({}, { ...PAGE, number: 2 })).items.map(({ id }) => id)).toEqual([
          old.id,
        ]);
      });
    });
  });
