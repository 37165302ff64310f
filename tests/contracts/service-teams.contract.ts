import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import type { PageRequest } from '../../src/application/shared/page.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { TeamId } from '../../src/domain/shared/ids.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { newId } from '../builders/new-id.ts';
import { calledBy, makeServedTeams, storeServedTeams } from '../support/served-teams.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** What calling services see of teams, and how they become known. */
export const serviceTeamsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`service teams contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork, serviceTeamQueries: queries, reset, close } = harness;
    const served = makeServedTeams();
    const { teams, people } = served;
    const seen = (user: User, audience: string) => SERVICE_FILTERS.seenTeams(calledBy(user, audience));
    const linked = (user: User, audience: string) => SERVICE_FILTERS.linkedTeams(calledBy(user, audience));
    const page = (user: User, audience: string, request: Partial<PageRequest<'created_at'>> = {}) =>
      queries.page(seen(user, audience), {
        number: 1,
        size: 20,
        order: [{ field: 'created_at', descending: true }],
        ...request,
      });
    const namesOf = async (user: User, audience: string) =>
      (await page(user, audience)).items.map((team) => team.name);

    beforeEach(async () => {
      await reset();
      await storeServedTeams(served, harness);
    });
    afterAll(close);

    it('lists each team once, newest first, with role and standing', async () => {
      expect(await page(people.alice, 'drive')).toEqual({
        total: 3,
        items: [
          { ...teams.visible, role: 'member', standing: 'linked' },
          { ...teams.own, role: 'owner', standing: 'linked' },
          { ...teams.above, role: 'member', standing: 'linked' },
        ],
      });
    });

    it.each([
      ['alice', 'visio', ['visio', 'visible']],
      ['alice', 'nobody', ['visible']],
      ['bob', 'drive', ['foreign', 'own', 'above']],
      ['carol', 'drive', []],
      ['carol', 'visio', ['visio']],
      ['eve', 'drive', []],
    ] as const)('%s sees through %s: %o', async (who, audience, expected) => {
      expect(await namesOf(people[who], audience)).toEqual(expected);
    });

    it('cuts pages and counts all, also beyond the last', async () => {
      const request = { size: 2, order: [{ field: 'created_at', descending: false }] } as const;
      const names = async (number: number) => {
        const { total, items } = await page(people.alice, 'drive', { ...request, number });
        return [total, items.map((team) => team.name)];
      };
      expect(await names(1)).toEqual([3, ['above', 'own']]);
      expect(await names(2)).toEqual([3, ['visible']]);
      expect(await names(3)).toEqual([3, []]);
      expect(await page(people.eve, 'drive')).toEqual({ total: 0, items: [] });
    });

    it('finds what it lists, and nothing else', async () => {
      const find = (id: TeamId, audience: string) => queries.find(seen(people.alice, audience), id);
      expect(await find(teams.own.id, 'drive')).toEqual({ ...teams.own, role: 'owner', standing: 'linked' });
      expect(await find(teams.above.id, 'drive')).toMatchObject({ role: 'member' });
      expect(await find(teams.visible.id, 'nobody')).toMatchObject({ standing: 'visible' });
      expect(await find(teams.own.id, 'visio')).toBeUndefined();
      expect(await find(teams.unlinked.id, 'drive')).toBeUndefined();
      expect(await find(teams.foreign.id, 'drive')).toBeUndefined();
      expect(await find(newId(), 'drive')).toBeUndefined();
    });

    it('knows a standing only through a linked service, and by an access alone', async () => {
      const standing = (user: User, audience: string, id: TeamId) =>
        queries.standing(linked(user, audience), id);
      const nothing = { role: undefined, owners: 0 };
      expect(await standing(people.alice, 'drive', teams.own.id)).toEqual({ role: 'owner', owners: 1 });
      expect(await standing(people.bob, 'drive', teams.own.id)).toEqual({ role: 'member', owners: 1 });
      expect(await standing(people.alice, 'drive', teams.above.id)).toEqual({ role: undefined, owners: 0 });
      expect(await standing(people.alice, 'visio', teams.own.id)).toEqual(nothing);
      expect(await standing(people.alice, 'nobody', teams.visible.id)).toEqual(nothing);
      expect(await standing(people.alice, 'drive', newId())).toEqual(nothing);
      const isLinked = (id: TeamId, audience: string) =>
        unitOfWork.run((repositories) => repositories.teams.isLinkedTo(id, audience));
      expect(await isLinked(teams.own.id, 'drive')).toBe(true);
      expect(await isLinked(teams.own.id, 'visio')).toBe(false);
      expect(await isLinked(teams.own.id, 'nobody')).toBe(false);
    });

    it('finds a team by the id that services know, and lists its accesses', async () => {
      const found = await unitOfWork.run((repositories) =>
        repositories.teams.findByExternalId(teams.own.externalId),
      );
      expect(found).toEqual(teams.own);
      const unknown = await unitOfWork.run((repositories) => repositories.teams.findByExternalId(newId()));
      expect(unknown).toBeUndefined();
      const accesses = await unitOfWork.run(({ teamAccesses }) => teamAccesses.list(teams.own.id));
      expect(accesses.map(({ id }) => id)).toEqual(accesses.map(({ id }) => id).sort());
      expect(new Set(accesses.map(({ userId }) => userId))).toEqual(
        new Set([people.alice.id, people.bob.id]),
      );
    });

    it('makes a provider of an audience once, under concurrency', async () => {
      const insert = (given: Parameters<typeof makeServiceProvider>[0]) =>
        unitOfWork.run(({ serviceProviders }) => serviceProviders.insertOrFind(makeServiceProvider(given)));
      const results = await Promise.all(
        Array.from({ length: 5 }, () => insert({ name: 'new', audienceId: 'new' })),
      );
      expect(new Set(results.map(({ id }) => id)).size).toBe(1);
      expect(results[0]).toMatchObject({ name: 'new', audienceId: 'new' });
      expect(await insert({ name: 'x', audienceId: 'drive' })).toEqual(served.drive);
    });

    it('tells a provider from another that has its name', async () => {
      const provider = makeServiceProvider({ name: 'Drive', audienceId: 'Drive' });
      const stored = await unitOfWork.run(({ serviceProviders }) => serviceProviders.insertOrFind(provider));
      expect(stored).toEqual({ ...provider, name: `Drive (${provider.id})` });
      const again = await unitOfWork.run(({ serviceProviders }) => serviceProviders.insertOrFind(provider));
      expect(again).toEqual(stored);
    });
  });
