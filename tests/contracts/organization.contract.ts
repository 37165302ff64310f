import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const organizationContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`organization contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (organization: Organization) =>
      unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
    const update = (organization: Organization) =>
      unitOfWork.run(({ organizations }) => organizations.update(organization));
    const find = (id: OrganizationId) => unitOfWork.run(({ organizations }) => organizations.find(id));
    const findByRegistrationId = (value: string) =>
      unitOfWork.run(({ organizations }) => organizations.findByRegistrationId(value));
    const findByDomain = (value: string) =>
      unitOfWork.run(({ organizations }) => organizations.findByDomain(value));
    const listUnnamed = (limit: number) =>
      unitOfWork.run(({ organizations }) => organizations.listUnnamed(limit));

    beforeEach(reset);
    afterAll(close);

    const full = makeOrganization({
      registrationIds: ['30001', '10002', '20003'],
      domains: ['zebra.example', 'antelope.example'],
      metadata: { size: 3, tags: ['a', 'b'], nested: { deep: null, yes: true } },
      isActive: false,
      directoryLookup: { status: 'skipped', at: minutesLater(1) },
      updatedAt: minutesLater(2),
    });

    it('returns what it stored, field for field and identifiers in order', async () => {
      const bare = makeOrganization({ registrationIds: [], domains: ['bare.example'] });
      for (const organization of [full, bare]) {
        expect(await insert(organization)).toEqual(organization);
        expect(await find(organization.id)).toEqual(organization);
      }
    });

    it('finds by any exact identifier', async () => {
      await insert(makeOrganization());
      await insert(full);
      for (const value of full.registrationIds) expect(await findByRegistrationId(value)).toEqual(full);
      for (const value of full.domains) expect(await findByDomain(value)).toEqual(full);
    });

    it('answers undefined for an unknown identifier', async () => {
      await insert(full);
      expect(await find(newId())).toBeUndefined();
      expect(await findByRegistrationId('3000')).toBeUndefined();
      expect(await findByRegistrationId('zebra.example')).toBeUndefined();
      expect(await findByDomain('sub.zebra.example')).toBeUndefined();
      expect(await findByDomain('30001')).toBeUndefined();
    });

    it.each([
      ['registration id', { registrationIds: ['99999', '10002'], domains: ['new.example'] }],
      ['domain', { registrationIds: ['99999'], domains: ['new.example', 'antelope.example'] }],
    ])('returns the owner of a %s that is taken, and stores nothing', async (_kind, identifiers) => {
      await insert(full);
      const late = makeOrganization(identifiers);
      expect(await insert(late)).toEqual(full);
      expect(await find(late.id)).toBeUndefined();
      expect(await findByRegistrationId('99999')).toBeUndefined();
      expect(await findByDomain('new.example')).toBeUndefined();
    });

    it('keeps the transaction usable after finding the owner', async () => {
      await insert(full);
      const next = makeOrganization();
      await unitOfWork.run(async ({ organizations }) => {
        await organizations.insertOrFind(makeOrganization({ registrationIds: ['10002'] }));
        await organizations.insertOrFind(next);
      });
      expect(await find(next.id)).toEqual(next);
    });

    it('lets exactly one of several concurrent creations win', async () => {
      const rivals = Array.from({ length: 6 }, () =>
        makeOrganization({ registrationIds: ['70007'], domains: ['rivals.example'] }),
      );
      const stored = await Promise.all(rivals.map(insert));
      const winner = await findByRegistrationId('70007');
      expect(rivals).toContainEqual(winner);
      expect(await findByDomain('rivals.example')).toEqual(winner);
      for (const organization of stored) expect(organization).toEqual(winner);
    });

    it('survives concurrent creations that name the same identifiers in another order', async () => {
      for (let round = 0; round < 10; round += 1) {
        const values = Array.from({ length: 40 }, (_, index) => `${round}-${index}`);
        const rivals = Array.from({ length: 6 }, (_, index) =>
          makeOrganization({ registrationIds: index % 2 === 0 ? values : [...values].reverse() }),
        );
        const stored = await Promise.all(rivals.map(insert));
        expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
      }
    });

    it('gives up an identifier whose first taker rolls back', async () => {
      const first = makeOrganization({ registrationIds: ['80008'] });
      const second = makeOrganization({ registrationIds: ['80008'] });
      const attempt = unitOfWork.run(async ({ organizations }) => {
        await organizations.insertOrFind(first);
        throw new Error('changed my mind');
      });
      const following = insert(second);
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await following).toEqual(second);
      expect(await findByRegistrationId('80008')).toEqual(second);
    });

    it('replaces on update all but identifiers and creation date', async () => {
      await insert(full);
      await update({
        ...full,
        name: 'Renamed',
        registrationIds: ['other'],
        domains: [],
        metadata: { only: 'this' },
        isActive: true,
        directoryLookup: null,
        createdAt: minutesLater(50),
        updatedAt: minutesLater(60),
      });
      expect(await find(full.id)).toEqual({
        ...full,
        name: 'Renamed',
        metadata: { only: 'this' },
        isActive: true,
        directoryLookup: null,
        updatedAt: minutesLater(60),
      });
      expect(await findByRegistrationId('other')).toBeUndefined();
    });

    it.each(['found', 'not_found', 'skipped', 'failed'] as const)(
      'keeps a look-up that ended %s',
      async (status) => {
        const organization = makeOrganization();
        await insert(organization);
        const changed = { ...organization, directoryLookup: { status, at: minutesLater(7) } };
        await update(changed);
        expect(await find(organization.id)).toEqual(changed);
      },
    );

    describe('one more registration id', () => {
      const add = (organization: Organization, value: string) =>
        unitOfWork.run(async ({ organizations }) => {
          const locked = await organizations.lock(organization.id);
          if (!locked) throw new Error('nothing to add to');
          return organizations.addRegistrationIdOrFind(locked, value, minutesLater(9));
        });

      it('comes last, and is found', async () => {
        const bare = makeOrganization({ registrationIds: [], domains: ['bare.example'] });
        for (const [organization, value] of [
          [full, '40004'],
          [bare, '50005'],
        ] as const) {
          await insert(organization);
          const expected = {
            ...organization,
            registrationIds: [...organization.registrationIds, value],
            updatedAt: minutesLater(9),
          };
          expect(await add(organization, value)).toEqual(expected);
          expect(await find(organization.id)).toEqual(expected);
          expect(await findByRegistrationId(value)).toEqual(expected);
        }
      });

      it('is not stored when another has it, which is returned', async () => {
        const bare = makeOrganization({ registrationIds: [], domains: ['bare.example'] });
        for (const organization of [full, bare]) await insert(organization);
        expect(await add(bare, '10002')).toEqual(full);
        expect(await find(bare.id)).toEqual(bare);
      });

      it('goes to one of several who take it at once', async () => {
        const rivals = [1, 2, 3, 4].map(() =>
          makeOrganization({ registrationIds: [], domains: [`${newId()}.example`] }),
        );
        for (const organization of rivals) await insert(organization);
        const late = makeOrganization({ registrationIds: ['60006'] });
        const taken = await Promise.all([...rivals.map((one) => add(one, '60006')), insert(late)]);
        const owner = await findByRegistrationId('60006');
        expect(new Set(taken.map(({ id }) => id))).toEqual(new Set([owner?.id]));
      });
    });

    it('is held while it is there', async () => {
      await insert(full);
      await unitOfWork.run(async ({ organizations }) => {
        expect(await organizations.hold(full.id)).toBe(true);
        expect(await organizations.hold(newId())).toBe(false);
      });
    });

    it('lists those called by any of their registration ids, in order of creation, then id', async () => {
      const unnamed = (id: string, registrationId: string, minutes: number) =>
        makeOrganization({
          id: id as OrganizationId,
          name: registrationId,
          registrationIds: ['first', registrationId].map((value) => `${value}-${id}`).concat(registrationId),
          createdAt: minutesLater(minutes),
        });
      const late = unnamed('00000000-0000-4000-8000-000000000001', 'r1', 5);
      const tieB = unnamed('00000000-0000-4000-8000-00000000000b', 'r2', 1);
      const tieA = unnamed('00000000-0000-4000-8000-00000000000a', 'r3', 1);
      const named = makeOrganization({ createdAt: minutesLater(0) });
      const byDomain = makeOrganization({ name: 'd.example', registrationIds: [], domains: ['d.example'] });
      const byDomainAndId = makeOrganization({
        name: 'e.example',
        domains: ['f.example', 'e.example'],
        createdAt: minutesLater(6),
      });
      for (const organization of [late, tieB, named, byDomain, byDomainAndId, tieA])
        await insert(organization);
      expect(await listUnnamed(10)).toEqual([tieA, tieB, late, byDomainAndId]);
      expect(await listUnnamed(2)).toEqual([tieA, tieB]);
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const metadata: Record<string, unknown> = { list: [1] };
      const organization = makeOrganization({ metadata });
      await insert(organization);
      metadata['list'] = 'changed';
      const found = await find(organization.id);
      expect(found?.metadata).toEqual({ list: [1] });
      Object.assign(found?.metadata ?? {}, { list: 'changed' });
      expect((await find(organization.id))?.metadata).toEqual({ list: [1] });
    });
  });
