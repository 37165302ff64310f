import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  DirectoryRequest,
  GroupRequest,
} from '../../src/application/access/resource-server/directory-queries.ts';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import {
  type GroupField,
  type ScimFilter,
  type ScimValue,
  TEAM_ID_FIELD,
  type UserField,
} from '../../src/domain/access/scim-filter.ts';
import type { User } from '../../src/domain/people/user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { calledBy, makeServedTeams, storeServedTeams } from '../support/served-teams.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

type Operator = Extract<ScimFilter<string>, { op: 'compare' }>['operator'];
const is = <Field extends string>(field: Field, operator: Operator, value: ScimValue): ScimFilter<Field> => ({
  op: 'compare',
  field,
  operator,
  value,
});
const not = <Field extends string>(filter: ScimFilter<Field>): ScimFilter<Field> => ({ op: 'not', filter });
const present = <Field extends string>(field: Field): ScimFilter<Field> => ({ op: 'present', field });

/** People and teams as a SCIM client sees them. */
export const directoryContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`directory contract: ${name}`, async () => {
    const harness = await open();
    const { directoryQueries: directory, reset, close } = harness;
    const served = makeServedTeams();
    const { teams, people } = served;
    const shared = (user: User, audience: string) => SERVICE_FILTERS.sharedPeople(calledBy(user, audience));
    const seen = (user: User, audience: string) => SERVICE_FILTERS.seenTeams(calledBy(user, audience));
    const ALL = { filter: undefined, startIndex: 1, count: 100 } as const;

    const users = (user: User, audience: string, request: Partial<DirectoryRequest<UserField>> = {}) =>
      directory.users(shared(user, audience), { ...ALL, ...request });
    const groups = (user: User, audience: string, request: Partial<GroupRequest> = {}) =>
      directory.groups(seen(user, audience), { ...ALL, withMembers: true, mostMembers: 100, ...request });
    const usersNamed = async (filter: ScimFilter<UserField>) =>
      (await users(people.alice, 'drive', { filter })).items.map(({ user }) => user.name).sort();
    const groupsNamed = async (filter: ScimFilter<GroupField>) =>
      (await groups(people.alice, 'drive', { filter })).items.map(({ team }) => team.name).sort();

    beforeAll(async () => {
      await reset();
      await storeServedTeams(served, harness);
    });
    afterAll(close);

    it('shows who shares a team that the service may see, with those teams', async () => {
      const { total, items } = await users(people.alice, 'drive');
      expect(total).toBe(3);
      expect(items.map(({ user }) => user.id)).toEqual(items.map(({ user }) => user.id).sort());
      const group = ({ externalId, name: display }: { externalId: string; name: string }) => ({
        externalId,
        name: display,
      });
      expect(Object.fromEntries(items.map(({ user, groups: its }) => [user.name, its]))).toEqual({
        Alice: [group(teams.own), group(teams.visible)],
        Bob: [group(teams.own)],
        Dave: [group(teams.visible)],
      });
      expect(items.find(({ user }) => user.name === 'Bob')?.user).toEqual(people.bob);
    });

    it.each([
      ['alice', 'visio', ['Alice', 'Carol', 'Dave']],
      ['alice', 'nobody', ['Alice', 'Dave']],
      ['bob', 'drive', ['Alice', 'Bob']],
      ['carol', 'drive', ['Carol']],
      ['eve', 'drive', ['Eve']],
    ] as const)('%s knows through %s: %o', async (who, audience, expected) => {
      const { items } = await users(people[who], audience);
      expect(items.map(({ user }) => user.name).sort()).toEqual(expected);
    });

    it('finds those people alone', async () => {
      const scope = shared(people.alice, 'drive');
      expect((await directory.findUser(scope, people.bob.id))?.user).toEqual(people.bob);
      expect(await directory.findUser(scope, people.alice.id)).toMatchObject({ user: { name: 'Alice' } });
      expect(await directory.findUser(scope, people.carol.id)).toBeUndefined();
      expect(await directory.findUser(scope, people.eve.id)).toBeUndefined();
      expect(await directory.findUser(scope, newId())).toBeUndefined();
    });

    it('shows the teams that person and service may see, and members to members', async () => {
      const { total, items } = await groups(people.alice, 'drive');
      expect(total).toBe(3);
      const sorted = [people.alice, people.bob]
        .map(({ id, name: display }) => ({ id, name: display }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(items.find(({ team }) => team.name === 'own')).toEqual({
        team: teams.own,
        standing: 'linked',
        members: sorted,
      });
      expect(items.find(({ team }) => team.name === 'above')?.members).toBeUndefined();
      const without = await groups(people.alice, 'drive', { withMembers: false });
      expect(without.items.map(({ members }) => members)).toEqual([undefined, undefined, undefined]);
      expect((await groups(people.alice, 'nobody')).items).toMatchObject([
        { team: { name: 'visible' }, standing: 'visible' },
      ]);
    });

    it('finds those teams alone', async () => {
      const find = (externalId: string, audience: string) =>
        directory.findGroup(seen(people.alice, audience), externalId);
      expect(await find(teams.own.externalId, 'drive')).toMatchObject({ team: teams.own });
      expect(await find(teams.own.externalId, 'visio')).toBeUndefined();
      expect(await find(teams.foreign.externalId, 'drive')).toBeUndefined();
      expect(await find(newId(), 'drive')).toBeUndefined();
    });

    it('cuts lists and counts all', async () => {
      const all = (await users(people.alice, 'drive')).items.map(({ user }) => user.id);
      const cut = await users(people.alice, 'drive', { startIndex: 2, count: 1 });
      expect([cut.total, cut.items.map(({ user }) => user.id)]).toEqual([3, [all[1]]]);
      expect(await users(people.alice, 'drive', { startIndex: 9, count: 5 })).toEqual({
        total: 3,
        items: [],
      });
      expect(await groups(people.alice, 'drive', { startIndex: 1, count: 0 })).toEqual({
        total: 3,
        items: [],
      });
    });

    it('ends a page of groups before it has more members than it may, but has one group', async () => {
      const all = (await groups(people.alice, 'drive')).items;
      const sizes = all.map(({ members = [] }) => members.length);
      expect([...sizes].sort()).toEqual([0, 2, 2]);
      const pageOf = async (request: Partial<GroupRequest>) => {
        const { total, items } = await groups(people.alice, 'drive', request);
        expect(total).toBe(3);
        return items;
      };
      for (const startIndex of [1, 2, 3]) {
        for (const mostMembers of [0, 1, 2, 3, 4]) {
          const rest = sizes.slice(startIndex - 1);
          const carried = rest.map((_, index) =>
            rest.slice(0, index + 1).reduce((sum, size) => sum + size, 0),
          );
          const fitting = Math.max(1, carried.filter((sum) => sum <= mostMembers).length);
          const items = all.slice(startIndex - 1, startIndex - 1 + fitting);
          expect(await pageOf({ startIndex, mostMembers })).toEqual(items);
        }
      }
      expect(await pageOf({ withMembers: false, mostMembers: 0 })).toHaveLength(3);
      expect(await pageOf({ count: 0, mostMembers: 0 })).toEqual([]);
    });

    it.each<[string, ScimFilter<UserField>, readonly string[]]>([
      ['user name, whatever its case', is('userName', 'eq', 'SUB-BOB'), ['Bob']],
      ['part of a name', is('displayName', 'co', 'A'), ['Alice', 'Dave']],
      ['the start', is('displayName', 'sw', 'da'), ['Dave']],
      ['the end', is('displayName', 'ew', 'E'), ['Alice', 'Dave']],
      ['wildcards as they are', is('displayName', 'co', '%'), []],
      ['quotes as they are', is('displayName', 'co', "' OR true --"), []],
      ['order of text', is('displayName', 'gt', 'alice'), ['Bob', 'Dave']],
      ['or equal', is('displayName', 'ge', 'BOB'), ['Bob', 'Dave']],
      ['before', is('displayName', 'lt', 'bob'), ['Alice']],
      ['or equal, before', is('displayName', 'le', 'Bob'), ['Alice', 'Bob']],
      ['activity', is('active', 'eq', false), ['Dave']],
      ['an address', is('emails.value', 'eq', 'BOB@evry.fr'), ['Bob']],
      ['addresses', present('emails.value'), ['Alice', 'Bob']],
      ['kinds of addresses', is('emails.type', 'eq', 'work'), ['Alice', 'Bob']],
      ['main addresses', is('emails.primary', 'eq', true), ['Alice', 'Bob']],
      ['no address', not(present('emails.value')), ['Dave']],
      ['what null is not', not(is('emails.value', 'eq', 'bob@evry.fr')), ['Alice', 'Dave']],
      ['a group', is('groups.value', 'eq', teams.own.externalId), ['Alice', 'Bob']],
      ['a group out of sight', is('groups.value', 'eq', teams.visio.externalId), []],
      ['the name of a group', is('groups.display', 'sw', 'VIS'), ['Alice', 'Dave']],
      ['an id', is('id', 'eq', people.bob.id), ['Bob']],
      ['an id out of sight', is('id', 'eq', people.carol.id), []],
      ['a change since', is('meta.lastModified', 'gt', minutesLater(1)), ['Bob']],
      ['a change at', is('meta.lastModified', 'eq', minutesLater(5)), ['Bob']],
      ['creation', is('meta.created', 'le', minutesLater(0)), ['Alice', 'Bob', 'Dave']],
      ['nothing at all', { op: 'never' }, []],
      ['all but nothing', not({ op: 'never' }), ['Alice', 'Bob', 'Dave']],
      ['both', { op: 'and', filters: [is('active', 'eq', true), is('displayName', 'co', 'b')] }, ['Bob']],
      [
        'either, or not',
        { op: 'or', filters: [is('active', 'eq', false), not(is('displayName', 'co', 'b'))] },
        ['Alice', 'Dave'],
      ],
    ])('filters people by %s', async (_case, filter, expected) => {
      expect(await usersNamed(filter)).toEqual(expected);
    });

    it.each<[string, ScimFilter<GroupField>, readonly string[]]>([
      ['name', is('displayName', 'eq', 'OWN'), ['own']],
      ['id', is('id', 'eq', teams.own.externalId), ['own']],
      ['id of the team', is(TEAM_ID_FIELD, 'eq', teams.own.id), ['own']],
      ['ids out of sight', is(TEAM_ID_FIELD, 'eq', teams.visio.id), []],
      ['a member', is('members.value', 'eq', people.bob.id), ['own']],
      ['a member out of sight', is('members.value', 'eq', people.eve.id), []],
      ['members', present('members.value'), ['own', 'visible']],
      ['the name of a member', is('members.display', 'eq', 'BOB'), ['own']],
      ['the name of a member out of sight', is('members.display', 'sw', 'e'), []],
      ['the type of members', is('members.type', 'eq', 'user'), ['own', 'visible']],
      ['another type of members', is('members.type', 'eq', 'Group'), []],
      ['creation', is('meta.created', 'ge', minutesLater(2)), ['own', 'visible']],
    ])('filters groups by %s', async (_case, filter, expected) => {
      expect(await groupsNamed(filter)).toEqual(expected);
    });
  });
