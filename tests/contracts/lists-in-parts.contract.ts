import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeContact } from '../builders/make-contact.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** What lists without pages are read by, a part after the other. */
export const listsInPartsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`lists in parts contract: ${name}`, async () => {
    const { unitOfWork, contactQueries, teamQueries, mailDomainAccessQueries, reset, close } = await open();
    const organization = makeOrganization();
    const user = makeUser({ organizationId: organization.id });
    const viewer = { userId: user.id, organizationId: organization.id };
    const numbers = Array.from({ length: 7 }, (_, n) => n);

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        await organizations.insertOrFind(organization);
        await users.insertOrFind(user);
      });
    });
    afterAll(close);

    it('contacts: the first whole, the others by their ids, in one order', async () => {
      await unitOfWork.run(async ({ contacts }) => {
        for (const n of numbers) {
          await contacts.insert(
            makeContact({
              fullName: `Name ${6 - n}`,
              ownerId: n % 2 === 0 ? user.id : null,
              notes: 'n'.repeat(1000),
            }),
          );
        }
      });
      for (const text of ['', 'name']) {
        const search = { text, limit: 100, offset: 0 };
        const all = await contactQueries.list(viewer, search);
        expect(all).toHaveLength(7);
        const ids = all.map(({ contact }) => contact.id);
        const begin = async (rows: number, weight: number, over = {}) => {
          const { contacts, rest } = await contactQueries.begin(
            viewer,
            { ...search, ...over },
            { rows, weight },
          );
          expect(contacts).toEqual(
            all.filter(({ contact }) => contacts.some((it) => it.contact.id === contact.id)),
          );
          for (const item of rest) expect(item.weight).toBeGreaterThan(1000);
          return {
            read: contacts.length,
            ids: [...contacts.map(({ contact }) => contact.id), ...rest.map(({ id }) => id)],
          };
        };
        expect(await begin(100, 1_000_000)).toEqual({ read: 7, ids });
        expect(await begin(3, 1_000_000)).toEqual({ read: 3, ids });
        expect(await begin(100, 1)).toEqual({ read: 1, ids });
        expect(await begin(100, 4_000)).toEqual({ read: 3, ids });
        expect(await begin(2, 1_000_000, { offset: 2, limit: 4 })).toEqual({ read: 2, ids: ids.slice(2, 6) });
        expect(await contactQueries.findMany([...ids.toReversed(), newId()])).toEqual(all.toReversed());
      }
      expect(await contactQueries.findMany([])).toEqual([]);
    });

    it('teams and available people: so many after those skipped', async () => {
      const mailDomain = makeMailDomain({ organizationId: organization.id });
      await unitOfWork.run(async ({ teams, teamAccesses, users, mailDomains }) => {
        await mailDomains.insert(mailDomain);
        for (const n of numbers) {
          const team = makeTeam({ name: `Team ${n}`, organizationId: organization.id });
          await teams.insert(team);
          await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: user.id, role: 'owner' }));
          await users.insertOrFind(makeUser({ organizationId: organization.id }));
        }
      });
      const order = [{ field: 'name', descending: false }] as const;
      const teams = await teamQueries.list(viewer, order);
      expect(teams).toHaveLength(7);
      expect(await teamQueries.list(viewer, order, { limit: 3, offset: 2 })).toEqual(teams.slice(2, 5));
      expect(await teamQueries.list(viewer, order, { limit: 3, offset: 6 })).toEqual(teams.slice(6));
      const people = (window: object) =>
        mailDomainAccessQueries.availableUsers(mailDomain.id, {
          organizationId: organization.id,
          search: '',
          limit: 100,
          ...window,
        });
      const all = await people({});
      expect(all).toHaveLength(8);
      expect(await people({ limit: 3, offset: 4 })).toEqual(all.slice(4, 7));
    });
  });
