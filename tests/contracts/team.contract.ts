import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Searched } from '../../src/application/shared/searched.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { TeamId, TeamInvitationId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';
import type { TeamRole } from '../../src/domain/team/team-access.ts';
import { depthOf, nextChildPath } from '../../src/domain/team/team-path.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { tellOfMail } from './tell-of-mail.ts';

/** The tree, who sees what of it, accesses and invitations. */
export const teamContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`team contract: ${name}`, async () => {
    const { unitOfWork, teamQueries, teamAccessQueries, teamInvitationQueries, seed, reset, close } =
      await open();
    const organization = makeOrganization();
    const organizationId = organization.id;
    const user = makeUser({ organizationId, name: 'Zoé Lefèvre', email: 'z%o@evry.fr' });
    const other = makeUser({ organizationId, name: 'Abel', email: 'abel@evry.fr' });
    const viewer = { userId: user.id, organizationId };
    const insert = (...teams: readonly Team[]) =>
      unitOfWork.run(async (repositories) => {
        for (const team of teams) await repositories.teams.insert(team);
      });
    const find = (id: TeamId) => unitOfWork.run(({ teams }) => teams.find(id));
    const join = (team: Team, role: TeamRole, { id: userId }: User = user) => {
      const access = makeTeamAccess({ teamId: team.id, userId, role });
      return unitOfWork.run(async ({ teamAccesses }) => {
        await teamAccesses.insert(access);
        return access;
      });
    };
    const at = (path: string, given: Partial<Team> = {}) => makeTeam({ path, organizationId, ...given });
    const byPath = [{ field: 'path', descending: false }] as const;
    const root = () => at('00001', { name: 'root' });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        await organizations.insertOrFind(organization);
        await users.insertOrFind(user);
        await users.insertOrFind(other);
      });
    });
    afterAll(close);

    it('returns what it stored, field for field, and changes only what may change', async () => {
      const team = root();
      await insert(team);
      expect(await find(team.id)).toEqual(team);
      expect(await find(newId())).toBeUndefined();
      expect(await unitOfWork.run(({ teams }) => teams.lock(team.id))).toEqual(team);
      const changed = { ...team, name: 'new', isVisibleAllServices: true, updatedAt: minutesLater(3) };
      await unitOfWork.run(({ teams }) => teams.update({ ...changed, path: '00009', numchild: 7 }));
      expect(await find(team.id)).toEqual(changed);
    });

    it('finds the last child, and counts children as they come and go', async () => {
      const team = root();
      const child = at('0000100002');
      await insert(team, at('00002'), at('0000100001'), child, at('000010000200005'));
      await unitOfWork.run(async ({ teams }) => {
        expect(await teams.lastChildPath('')).toBe('00002');
        expect(await teams.lastChildPath('00001')).toBe('0000100002');
        expect(await teams.lastChildPath('0000100002')).toBe('000010000200005');
        expect(await teams.lastChildPath('00002')).toBeUndefined();
      });
      expect(await find(team.id)).toMatchObject({ numchild: 2 });
      expect(await find(child.id)).toMatchObject({ numchild: 1 });
      await unitOfWork.run(({ teams }) => teams.deleteSubtree(child.path));
      expect(await find(team.id)).toMatchObject({ numchild: 1 });
      expect(await find(child.id)).toBeUndefined();
      expect(await unitOfWork.run(({ teams }) => teams.lastChildPath('00001'))).toBe('0000100001');
    });

    it('deletes a subtree with what belongs to it, and nothing beside it', async () => {
      const [top, below, beside] = [root(), at('0000100001'), at('00002')];
      await insert(top, below, beside);
      for (const team of [top, below, beside]) {
        await join(team, 'owner');
        await seed.teamInvitation(makeTeamInvitation({ teamId: team.id, issuerId: user.id }));
      }
      const gone = await unitOfWork.run(({ teams }) => teams.deleteSubtree(top.path));
      expect(gone).toEqual([top.id, below.id]);
      expect(await teamQueries.list(viewer, byPath)).toMatchObject([{ id: beside.id, numchild: 0 }]);
      for (const { id } of [top, below]) {
        expect(await teamAccessQueries.standing(id, user.id)).toEqual({ role: undefined, owners: 0 });
        const invitations = await teamInvitationQueries.page(id, { number: 1, size: 5, order: [] });
        expect(invitations).toEqual({ total: 0, items: [] });
      }
    });

    it.each([
      ['below another root', '0000100001', '00002', '0000200001'],
      ['up to the roots', '0000100001', '', '00003'],
      ['to the end of its siblings', '0000100001', '00001', '0000100003'],
      ['below its sibling', '0000100001', '0000100002', '000010000200001'],
      ['from the roots', '00001', '00002', '0000200001'],
    ])('moves a subtree %s', async (_name, from, parent, expected) => {
      const paths = ['00001', '0000100001', '000010000100001', '0000100002', '00002'];
      const all = paths.map((path) => at(path));
      await insert(...all);
      await unitOfWork.run(async ({ teams }) => {
        await teams.move(from, nextChildPath(parent, await teams.lastChildPath(parent)));
      });
      const after = await Promise.all(all.map(({ id }) => find(id)));
      const expectedPaths = paths.map((path) =>
        path.startsWith(from) ? expected + path.slice(from.length) : path,
      );
      expect(after.map((team) => team?.path)).toEqual(expectedPaths);
      for (const team of after) {
        expect(team?.depth).toBe(depthOf(team?.path ?? ''));
        const children = expectedPaths.filter((path) => path.slice(0, -5) === team?.path);
        expect(team?.numchild).toBe(children.length);
      }
    });

    it('shows the teams of a person and their true ancestors in the organization', async () => {
      const [grandparent, parent, own, aunt] = ['00001', '0000100001', '000010000100001', '0000100002'].map(
        (path) => at(path),
      ) as [Team, Team, Team, Team];
      const foreign = at('00002', { organizationId: null });
      const belowForeign = at('0000200001');
      const sibling = at('000010000100002');
      await insert(grandparent, parent, own, aunt, foreign, belowForeign, sibling);
      const access = await join(own, 'administrator');
      const others = await join(own, 'owner', other);
      await join(belowForeign, 'member');
      await join(parent, 'owner');

      const views = await teamQueries.list(viewer, byPath);
      expect(views.map(({ id, role }) => [id, role])).toEqual([
        [grandparent.id, 'member'],
        [parent.id, 'owner'],
        [own.id, 'administrator'],
        [belowForeign.id, 'member'],
      ]);
      const accessIds = [access.id, others.id].sort();
      expect(views[2]).toEqual({ ...own, role: 'administrator', accessIds, serviceProviderIds: [] });
      for (const { id } of [grandparent, parent, own, aunt, foreign, belowForeign, sibling]) {
        const seen = views.find((view) => view.id === id);
        expect(await teamQueries.find(viewer, id)).toEqual(seen);
        expect(await unitOfWork.run(({ teams }) => teams.seenAs(id, viewer))).toBe(seen?.role);
      }
      const stranger = { userId: user.id, organizationId: null };
      expect((await teamQueries.list(stranger, byPath)).map(({ path }) => path)).not.toContain('00001');
      expect(await teamQueries.find(stranger, grandparent.id)).toBeUndefined();
    });

    it('orders teams by each field, ties by the id', async () => {
      const teams = ['00003', '00001', '0000A', '0000a'].map((path, index) =>
        at(path, {
          name: ['b', 'c', 'a', 'a'][index] ?? '',
          createdAt: minutesLater(index === 1 ? 9 : index),
        }),
      );
      await insert(...teams);
      for (const team of teams) await join(team, 'member');
      const paths = async (field: 'created_at' | 'name' | 'path', descending: boolean) =>
        (await teamQueries.list(viewer, [{ field, descending }])).map(({ path }) => path);
      expect(await paths('path', false)).toEqual(['00001', '00003', '0000A', '0000a']);
      expect(await paths('created_at', true)).toEqual(['00001', '0000a', '0000A', '00003']);
      const twins = teams
        .slice(2)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ path }) => path);
      expect(await paths('name', true)).toEqual(['00001', '00003', ...twins]);
    });

    it('links services, and knows which an organization may use', async () => {
      const team = root();
      await insert(team);
      await join(team, 'owner');
      const [{ id: one }, { id: two }] = [makeServiceProvider(), makeServiceProvider()];
      for (const id of [one, two]) {
        await seed.serviceProvider(makeServiceProvider({ id }), [organizationId]);
      }
      const links = () => unitOfWork.run(({ teams }) => teams.serviceProviderIds(team.id));
      for (const wanted of [[one], [one, two].sort(), [two], []]) {
        await unitOfWork.run(({ teams }) => teams.replaceServiceProviders(team.id, wanted));
        expect(await links()).toEqual(wanted);
        expect(await teamQueries.find(viewer, team.id)).toMatchObject({ serviceProviderIds: wanted });
      }
      await unitOfWork.run(async ({ teams }) => {
        expect(await teams.offeredServiceProviders(organizationId, [one, newId()])).toEqual([one]);
        expect(await teams.offeredServiceProviders(null, [one])).toEqual([]);
        expect(await teams.offeredServiceProviders(newId(), [one])).toEqual([]);
      });
    });

    it('keeps accesses: one a person and team', async () => {
      const [team, elsewhere] = [root(), at('00002')];
      await insert(team, elsewhere);
      const access = await join(team, 'owner');
      await expect(join(team, 'member')).rejects.toMatchObject({ code: 'team_access.already_exists' });
      await join(team, 'owner', other);
      const read = () =>
        unitOfWork.run(async ({ teamAccesses }) => ({
          here: await teamAccesses.find(team.id, access.id),
          there: await teamAccesses.find(elsewhere.id, access.id),
          standing: await teamAccesses.standing(team.id, user.id),
        }));
      expect(await read()).toEqual({
        here: access,
        there: undefined,
        standing: { role: 'owner', owners: 2 },
      });
      const changed = { ...access, role: 'member' as const, updatedAt: minutesLater(2) };
      await unitOfWork.run(({ teamAccesses }) => teamAccesses.update(changed));
      expect(await read()).toMatchObject({ here: changed, standing: { role: 'member', owners: 1 } });
      expect(await teamAccessQueries.standing(team.id, user.id)).toEqual({ role: 'member', owners: 1 });
      await unitOfWork.run(({ teamAccesses }) => teamAccesses.delete(access.id));
      expect(await read()).toMatchObject({ here: undefined, standing: { role: undefined, owners: 1 } });
    });

    it('lists accesses with their people, in order, searched without accents or wildcards', async () => {
      const team = root();
      await insert(team);
      const mine = await join(team, 'owner');
      const theirs = await join(team, 'administrator', other);
      const page = (
        search: Searched,
        field: 'role' | 'user__email' | 'user__name' = 'role',
        descending = false,
        viewer = user,
        number = 1,
      ) =>
        teamAccessQueries.page(team.id, viewer.id, search, {
          number,
          size: 20,
          order: [{ field, descending }],
        });
      const view = { ...mine, user: { id: user.id, email: user.email, name: user.name } };
      expect(await page('')).toMatchObject({ total: 2, items: [{ id: theirs.id }, view] });
      expect((await page('')).standing).toEqual({ role: 'owner', owners: 1 });
      expect((await page('', 'role', false, other)).standing).toEqual({ role: 'administrator', owners: 1 });
      expect(await page('', 'role', false, user, 2)).toMatchObject({ total: 2, items: [] });
      expect(await page('', 'role', false, makeUser())).toEqual({
        standing: { role: undefined, owners: 1 },
        total: 0,
        items: [],
      });
      expect(await teamAccessQueries.find(team.id, mine.id)).toEqual(view);
      expect(await teamAccessQueries.find(newId(), mine.id)).toBeUndefined();
      const ids = async (...query: Parameters<typeof page>) =>
        (await page(...query)).items.map(({ id }) => id);
      expect(await ids('', 'role', true)).toEqual([mine.id, theirs.id]);
      expect(await ids('', 'user__email')).toEqual([theirs.id, mine.id]);
      expect(await ids('', 'user__name', true)).toEqual([mine.id, theirs.id]);
      for (const [search, expected] of [
        ['LEFEVRE', [mine.id]],
        ['é l', [mine.id]],
        [['lefevre', 'evry'], [mine.id]],
        [['lefevre', 'nowhere'], []],
        ['evry', [theirs.id, mine.id]],
        ['%', [mine.id]],
        ['z_o', []],
      ] as const) {
        expect(await ids(search)).toEqual(expected);
        expect(await page(search)).toMatchObject({ total: expected.length });
      }
    });

    it('keeps invitations: one an address and team, newest first', async () => {
      const team = root();
      await insert(team);
      const invitation = (given: object) =>
        makeTeamInvitation({ teamId: team.id, issuerId: user.id, ...given });
      const [first, second] = [invitation({}), invitation({ email: 'b@b.fr', createdAt: minutesLater(1) })];
      const store = (given: typeof first) =>
        unitOfWork.run(({ teamInvitations }) => teamInvitations.insert(given));
      await store(first);
      await store(second);
      await expect(store(invitation({}))).rejects.toMatchObject({ code: 'team_invitation.already_exists' });
      const order = [{ field: 'created_at', descending: true }] as const;
      const page = (number: number) => teamInvitationQueries.page(team.id, { number, size: 1, order });
      expect(await page(1)).toEqual({ total: 2, items: [{ ...second, mail: null, mailReason: null }] });
      expect(await page(2)).toEqual({ total: 2, items: [{ ...first, mail: null, mailReason: null }] });
      expect(await teamInvitationQueries.find(team.id, first.id)).toEqual({
        ...first,
        mail: null,
        mailReason: null,
      });
      await tellOfMail(unitOfWork, first.id, async (told) => {
        expect(await teamInvitationQueries.find(team.id, first.id)).toEqual({ ...first, ...told });
        expect(await page(2)).toEqual({ total: 2, items: [{ ...first, ...told }] });
      });
      expect(await teamInvitationQueries.find(newId(), first.id)).toBeUndefined();
      await unitOfWork.run(async ({ teamInvitations }) => {
        expect(await teamInvitations.find(team.id, first.id)).toEqual(first);
        expect(await teamInvitations.find(team.id, newId<TeamInvitationId>())).toBeUndefined();
        const refreshed = { ...first, expiresAt: minutesLater(9), updatedAt: minutesLater(8) };
        await teamInvitations.update(refreshed);
        expect(await teamInvitations.find(team.id, first.id)).toEqual(refreshed);
        await teamInvitations.deleteFor(newId(), second.email);
        await teamInvitations.delete(first.id);
      });
      expect(await page(1)).toEqual({ total: 1, items: [{ ...second, mail: null, mailReason: null }] });
    });

    it('finds accounts by e-mail, ignoring case, active or not', async () => {
      const twin = makeUser({ email: 'ABEL@evry.fr', isActive: false });
      await unitOfWork.run(({ users }) => users.insertOrFind(twin));
      const found = await unitOfWork.run(({ users }) => users.listByEmail('Abel@EVRY.fr'));
      expect(found.map(({ id }) => id).sort()).toEqual([other.id, twin.id].sort());
    });
  });
