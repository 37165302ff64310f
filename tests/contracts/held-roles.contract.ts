import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { HeldRoleFilter } from '../../src/application/people/held-role.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const heldRolesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`held roles contract: ${name}`, async () => {
    const { unitOfWork, personQueries, seed, reset, close } = await open();
    const town = makeOrganization({ name: 'Évry' });
    const former = makeOrganization({ name: 'Massy' });
    const person = makeUser({ organizationId: town.id });
    const other = makeUser({ organizationId: town.id });
    const domain = makeMailDomain({ name: 'evry.fr', slug: 'evryfr' });
    const team = makeTeam({ name: 'Voirie', organizationId: town.id });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users, mailDomains, mailDomainAccesses }) => {
        await organizations.insertOrFind(town);
        await organizations.insertOrFind(former);
        await users.insertOrFind(person);
        await users.insertOrFind(other);
        await mailDomains.insert(domain);
        for (const [userId, role, createdAt] of [
          [person.id, 'owner', minutesLater(3)],
          [other.id, 'viewer', minutesLater(4)],
        ] as const) {
          const access = makeMailDomainAccess({ mailDomainId: domain.id, userId, role, createdAt });
          await mailDomainAccesses.insertIfAbsent(access);
        }
      });
      await seed.team(team);
      await unitOfWork.run(({ teamAccesses }) =>
        teamAccesses.insert(
          makeTeamAccess({ teamId: team.id, userId: person.id, role: 'member', createdAt: minutesLater(1) }),
        ),
      );
      for (const organizationId of [town.id, former.id]) {
        const at = { organizationId, userId: person.id, createdAt: minutesLater(2) };
        await seed.organizationAccess(makeOrganizationAccess(at));
      }
    });
    afterAll(close);

    const page = { number: 1, size: 10, order: [{ field: 'since', descending: false }] } as const;
    const names = async (filter: HeldRoleFilter) => {
      const { total, items } = await personQueries.roles(person.id, filter, page);
      expect(total).toBe(items.length);
      return items.map((role) => role.name);
    };

    it('tells what somebody holds, and where, but nothing of an organization that is not theirs', async () => {
      const held = [
        { kind: 'team', id: team.id, name: 'Voirie', slug: null, role: 'member', since: minutesLater(1) },
        {
          kind: 'organization',
          id: town.id,
          name: 'Évry',
          slug: null,
          role: 'administrator',
          since: minutesLater(2),
        },
        {
          kind: 'mail_domain',
          id: domain.id,
          name: 'evry.fr',
          slug: 'evryfr',
          role: 'owner',
          since: minutesLater(3),
        },
      ];
      expect(await personQueries.roles(person.id, {}, page)).toEqual({ total: 3, items: held });
      expect(await personQueries.roles(makeUser().id, {}, page)).toEqual({ total: 0, items: [] });
    });

    it('finds them by kind and by a part of the name', async () => {
      expect(await names({ kind: 'team' })).toEqual(['Voirie']);
      expect(await names({ search: 'EVRY' })).toEqual(['Évry', 'evry.fr']);
      expect(await names({ search: 'evry', kind: 'organization' })).toEqual(['Évry']);
      expect(await names({ search: '%' })).toEqual([]);
    });

    it('cuts them into pages, by name or by time', async () => {
      const byName = (number: number) =>
        personQueries.roles(person.id, {}, { number, size: 2, order: [{ field: 'name', descending: true }] });
      const [first, second, third] = [await byName(1), await byName(2), await byName(3)];
      expect([first.total, second.total, third.total]).toEqual([3, 3, 3]);
      expect([...first.items, ...second.items].map((role) => role.name)).toEqual([
        'Évry',
        'evry.fr',
        'Voirie',
      ]);
      expect(third.items).toEqual([]);
    });
  });
