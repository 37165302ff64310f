import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AllTeamsFilter } from '../../src/application/team/team-queries.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Teams and their members as operators see them, who have no access to any. */
export const overseenTeamsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`overseen teams contract: ${name}`, async () => {
    const { unitOfWork, teamQueries, teamAccessQueries, reset, close } = await open();
    const organization = makeOrganization({ name: 'Évry' });
    const organizationId = organization.id;
    const [ana, bob] = [makeUser({ email: 'ana@evry.fr', name: 'Ana' }), makeUser({ name: 'Bob' })];
    const root = makeTeam({ path: '00001', name: 'Écoles', organizationId });
    const child = makeTeam({ path: '0000100001', name: 'Cantine', organizationId });
    const elsewhere = makeTeam({ path: '00002', name: 'Accueil' });
    const access = (userId: typeof ana.id, minutes: number) =>
      makeTeamAccess({ teamId: root.id, userId, role: 'owner', createdAt: minutesLater(minutes) });
    const [second, first] = [access(ana.id, 2), access(bob.id, 1)];

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users, teams, teamAccesses }) => {
        await organizations.insertOrFind(organization);
        for (const user of [ana, bob]) await users.insertOrFind(user);
        for (const team of [elsewhere, child, root]) await teams.insert(team);
        for (const one of [second, first]) await teamAccesses.insert(one);
      });
    });
    afterAll(close);

    const page = { number: 1, size: 100 };
    const order = [{ field: 'path', descending: false }] as const;
    const all = async (filter: AllTeamsFilter, given = {}) =>
      (await teamQueries.all(filter, { ...page, order, ...given })).map(({ id }) => id);

    it('are all teams, by path, with their organization and number of members', async () => {
      const of = { id: organizationId, name: 'Évry' };
      const teams = await teamQueries.all({}, { ...page, order });
      expect(teams.map(({ id }) => id)).toEqual([root.id, child.id, elsewhere.id]);
      expect(teams).toMatchObject([
        { name: 'Écoles', organization: of, members: 2 },
        { name: 'Cantine', organization: of, members: 0 },
        { name: 'Accueil', organization: null, members: 0 },
      ]);
      expect(await all({}, { size: 1, after: { key: root.path, id: root.id } })).toEqual([child.id]);
    });

    it('are found by each filter', async () => {
      expect(await all({ search: 'ecole' })).toEqual([root.id]);
      expect(await all({ name: 'Écoles' })).toEqual([root.id]);
      expect(await all({ name: 'École' })).toEqual([]);
      expect(await all({ id: child.id })).toEqual([child.id]);
      expect(await all({ id: newId() })).toEqual([]);
      expect(await all({ organizationId })).toEqual([root.id, child.id]);
    });

    it('have members, whoever came first first', async () => {
      const byCreation = [{ field: 'created_at', descending: false }] as const;
      const members = (after?: { key: Date; id: string }) =>
        teamAccessQueries.members(root.id, { ...page, size: 1, order: byCreation, after });
      expect(await members()).toEqual([{ ...first, user: { id: bob.id, email: bob.email, name: 'Bob' } }]);
      expect(await members({ key: first.createdAt, id: first.id })).toMatchObject([{ id: second.id }]);
      expect(await members({ key: second.createdAt, id: second.id })).toEqual([]);
    });

    it('tell the access of a person, and of nobody how many owners there are', async () => {
      await unitOfWork.run(async ({ teamAccesses }) => {
        expect(await teamAccesses.findOf(root.id, ana.id)).toEqual(second);
        expect(await teamAccesses.findOf(child.id, ana.id)).toBeUndefined();
        expect(await teamAccesses.standing(root.id, null)).toEqual({ role: undefined, owners: 2 });
      });
    });
  });
