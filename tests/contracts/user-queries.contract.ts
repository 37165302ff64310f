import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  AccountFilter,
  ListedUserView,
  UserFilter,
  Viewer,
} from '../../src/application/people/user-queries.ts';
import type { Page, PageRequest } from '../../src/application/shared/page.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { TeamId, UserId } from '../../src/domain/shared/ids.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asListedUser, asShownOrganization } from '../support/as-shown.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const NEWEST_FIRST: PageRequest<'created_at'>['order'] = [{ field: 'created_at', descending: true }];
const namesOf = ({ items }: Page<ListedUserView>) => items.map(({ user }) => user.name);

export const userQueriesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`user queries contract: ${name}`, async () => {
    const { unitOfWork, userQueries, seed, reset, close } = await open();
    const organization = makeOrganization({ registrationIds: ['30001', '10002'] });
    const elsewhere = makeOrganization();
    const from = (given: Partial<User>) => makeUser({ organizationId: organization.id, ...given });
    const ana = from({ name: 'Ana Éléonore Lefèvre', email: 'ana@evry.fr', createdAt: minutesLater(3) });
    const bob = from({ name: 'Bob 100% Œuvre', email: 'bob_b@evry.fr', createdAt: minutesLater(2) });
    const nameless = from({ name: null, email: 'SANS-nom@evry.fr', createdAt: minutesLater(1) });
    const gone = from({ name: 'Gone', isActive: false });
    const dave = makeUser({ name: 'Dave', organizationId: elsewhere.id });
    const loner = makeUser({ name: 'Loner', isStaff: true });
    const other = makeUser({ name: 'Other loner' });
    const viewer: Viewer = { userId: ana.id, organizationId: organization.id };
    const page = (filter: UserFilter = {}, request: Partial<PageRequest<'created_at'>> = {}, who = viewer) =>
      userQueries.page(who, filter, { number: 1, size: 20, order: NEWEST_FIRST, ...request });
    const join = (teamId: TeamId, ...members: readonly UserId[]) =>
      unitOfWork.run(async ({ teamAccesses }) => {
        for (const userId of members) await teamAccesses.insertIfAbsent(makeTeamAccess({ teamId, userId }));
      });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users }) => {
        await organizations.insertOrFind(organization);
        await organizations.insertOrFind(elsewhere);
        for (const user of [nameless, ana, gone, bob, dave, loner, other]) await users.insertOrFind(user);
      });
    });
    afterAll(close);

    it('lists the active people of the organization of the viewer, with what is shown of it', async () => {
      const shown = asShownOrganization(organization);
      expect(await page()).toEqual({
        total: 3,
        items: [ana, bob, nameless].map((user) => ({ user: asListedUser(user), organization: shown })),
      });
    });

    it('finds anybody by their identifier at the provider', async () => {
      expect(await userQueries.findBySub(bob.sub)).toEqual(bob);
      expect(await userQueries.findBySub(gone.sub)).toEqual(gone);
      expect(await userQueries.findBySub(bob.sub.toUpperCase())).toBeUndefined();
      expect(await userQueries.findBySub('nobody')).toBeUndefined();
    });

    it('shows the organization on every page', async () => {
      for (const number of [1, 2, 3]) {
        const { items } = await page({}, { number, size: 1 });
        expect(items.map((item) => item.organization?.id)).toEqual([organization.id]);
      }
    });

    it('lists only themselves to those without organization', async () => {
      const view = { userId: loner.id, organizationId: null };
      expect(await page({}, {}, view)).toEqual({
        total: 1,
        items: [{ user: asListedUser(loner), organization: undefined }],
      });
    });

    it.each<[string, readonly (string | null)[]]>([
      ['lefevre', [ana.name]],
      ['LEFÈVRE', [ana.name]],
      ['éLÉonor', [ana.name]],
      ['ana éléonore', [ana.name]],
      ['evry.fr', [ana.name, bob.name, null]],
      ['sans-NOM', [null]],
      ['oeuvre', [bob.name]],
      ['ŒUVRE', [bob.name]],
      ['%', [bob.name]],
      ['100%', [bob.name]],
      ['_', [bob.name]],
      ['\\', []],
      ['a%e', []],
      ['anaana', []],
      ['dave', []],
      ['gone', []],
    ])('finds %j in names and e-mail addresses', async (search, names) => {
      const found = await page({ search });
      expect(namesOf(found)).toEqual(names);
      expect(found.total).toBe(names.length);
    });

    it('leaves out the members of a team of the viewer', async () => {
      const team = makeTeam({ organizationId: organization.id });
      await seed.team(team);
      await join(team.id, ana.id, nameless.id);
      expect(namesOf(await page({ notInTeam: team.id }))).toEqual([bob.name]);
      expect(namesOf(await page({ notInTeam: team.id, search: 'evry' }))).toEqual([bob.name]);
      expect((await page({ notInTeam: team.id })).total).toBe(1);
    });

    it('leaves out the members of a team above one of the viewer', async () => {
      const above = makeTeam({ organizationId: organization.id, path: '0000A' });
      const below = makeTeam({ organizationId: organization.id, path: '0000A00001' });
      const beside = makeTeam({ organizationId: organization.id, path: '0000A00002' });
      for (const team of [above, below, beside]) await seed.team(team);
      await join(above.id, bob.id);
      await join(beside.id, bob.id);
      await join(below.id, ana.id);
      expect(namesOf(await page({ notInTeam: above.id }))).toEqual([ana.name, null]);
      expect((await page({ notInTeam: beside.id })).total).toBe(3);
    });

    it('does not tell who is in a team of others', async () => {
      const team = makeTeam();
      await seed.team(team);
      await join(team.id, bob.id);
      expect((await page({ notInTeam: team.id })).total).toBe(3);
      expect(namesOf(await page({ notInTeam: newId() }))).toEqual([ana.name, bob.name, null]);
    });

    it('repeats and loses no row from page to page', async () => {
      const twins = Array.from({ length: 5 }, () => from({ name: 'Twin', createdAt: minutesLater(2) }));
      await unitOfWork.run(async ({ users }) => {
        for (const twin of twins) await users.insertOrFind(twin);
      });
      const pages = await Promise.all([1, 2, 3, 4, 5].map((number) => page({}, { number, size: 2 })));
      const ids = pages.flatMap(({ items }) => items.map(({ user }) => user.id));
      const sameMinute = [bob.id, ...twins.map(({ id }) => id)].sort();
      expect(ids).toEqual([ana.id, ...sameMinute, nameless.id]);
      expect(pages.map(({ total }) => total)).toEqual([8, 8, 8, 8, 8]);
    });

    it.each<[AccountFilter, readonly (string | null)[]]>([
      [{}, [ana.name, bob.name, null, 'Gone', 'Dave', 'Loner', 'Other loner']],
      [{ search: 'LEFEVRE' }, [ana.name]],
      [{ search: 'one' }, ['Gone', 'Loner', 'Other loner']],
      [{ search: '100%' }, [bob.name]],
      [{ search: 'anaana' }, []],
      [{ organizationId: organization.id }, [ana.name, bob.name, null, 'Gone']],
      [{ isActive: false }, ['Gone']],
      [{ isActive: true, search: 'one' }, ['Loner', 'Other loner']],
      [{ isStaff: true }, ['Loner']],
      [{ isStaff: true, organizationId: organization.id }, []],
    ])('has all accounts for staff, filtered by %j', async (filter, names) => {
      const whole = { number: 1, size: 20, order: NEWEST_FIRST };
      const { total, items } = await userQueries.accounts(filter, whole);
      expect(new Set(items.map(({ user }) => user.name))).toEqual(new Set(names));
      expect(total).toBe(names.length);
      const second = await userQueries.accounts(filter, { ...whole, number: 2, size: 1 });
      expect(second).toEqual({ total, items: items.slice(1, 2) });
    });

    it('shows accounts as they are, with their organization, newest first', async () => {
      const { items } = await userQueries.accounts(
        { search: 'evry.fr' },
        { number: 1, size: 2, order: NEWEST_FIRST },
      );
      const shown = asShownOrganization(organization);
      expect(items).toEqual([ana, bob].map((user) => ({ user, organization: shown })));
      const [lonely] = (await userQueries.accounts({ isStaff: true }, { number: 1, size: 2, order: [] }))
        .items;
      expect(lonely).toEqual({ user: loner, organization: undefined });
    });

    it('finds anybody by id', async () => {
      expect((await userQueries.find(dave.id))?.organization?.id).toBe(elsewhere.id);
      expect(await userQueries.find(loner.id)).toEqual({ user: loner, organization: undefined });
      expect((await userQueries.find(gone.id))?.user).toEqual(gone);
      expect(await userQueries.find(newId())).toBeUndefined();
    });

    it('changes the preferences given, and nothing else', async () => {
      const prefer = (preferences: { language?: 'en-us'; timezone?: string }, minutes: number) =>
        unitOfWork.run(({ users }) => users.updatePreferences(ana.id, preferences, minutesLater(minutes)));
      await prefer({ language: 'en-us' }, 10);
      const once: User = { ...ana, language: 'en-us', updatedAt: minutesLater(10) };
      expect((await userQueries.find(ana.id))?.user).toEqual(once);
      await prefer({ timezone: 'Asia/Tokyo' }, 11);
      const twice = { ...once, timezone: 'Asia/Tokyo', updatedAt: minutesLater(11) };
      expect((await userQueries.find(ana.id))?.user).toEqual(twice);
      expect((await userQueries.find(bob.id))?.user).toEqual(bob);
    });
  });
