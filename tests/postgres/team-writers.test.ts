import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, uuidGenerator } from '../../src/adapters/system/system.ts';
import { type Actor, actAs } from '../../src/application/shared/actor.ts';
import { makeMoveTeam } from '../../src/application/team/change-team.ts';
import { makeRevokeTeamAccess, makeSetTeamRole } from '../../src/application/team/change-team-access.ts';
import { makeCreateTeam } from '../../src/application/team/create-team.ts';
import type { TeamId } from '../../src/domain/shared/ids.ts';
import { depthOf, isInSubtree } from '../../src/domain/team/team-path.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';

/** Not in the contract suite: storage that runs one transaction at a time cannot get these wrong. */
describe('several who write teams at once, in PostgreSQL', async () => {
  const { unitOfWork, teamQueries, teamAccessQueries, reset, close } = await openPostgresHarness();
  const [alice, bob] = [makeUser(), makeUser()];
  const actorOf = (user: typeof alice): Actor => actAs(user, ORIGIN);
  const deps = {
    unitOfWork,
    teamQueries,
    clock: systemClock,
    ids: uuidGenerator,
    ensureMayCreateTeam: async () => undefined,
  };
  const createTeam = makeCreateTeam({ ...deps, teamsPerOwnerMax: 1_000 });
  const moveTeam = makeMoveTeam(deps);
  const setTeamRole = makeSetTeamRole(deps);
  const revokeTeamAccess = makeRevokeTeamAccess(deps);
  const create = (parentId: TeamId | null = null) =>
    createTeam(actorOf(alice), { name: 'a', parentId, isVisibleAllServices: true, serviceProviderIds: [] });

  beforeEach(async () => {
    await reset();
    await unitOfWork.run(async ({ users }) => {
      await users.insertOrFind(alice);
      await users.insertOrFind(bob);
    });
  });
  afterAll(close);

  it('gives concurrent creations distinct paths, and counts every child', async () => {
    const parent = await create();
    const created = await Promise.all([
      ...Array.from({ length: 8 }, () => create()),
      ...Array.from({ length: 8 }, () => create(parent.id)),
    ]);
    const paths = created.map(({ path }) => path);
    expect(new Set(paths).size).toBe(16);
    expect(paths.filter((path) => isInSubtree(path, parent.path))).toHaveLength(8);
    expect(await teamQueries.find(actorOf(alice), parent.id)).toMatchObject({ numchild: 8 });
  });

  it('keeps the tree whole when two teams move below each other at once', async () => {
    const [one, other] = [await create(), await create()];
    await create(one.id);
    await create(other.id);
    const results = await Promise.allSettled([
      moveTeam(actorOf(alice), one.id, other.id),
      moveTeam(actorOf(alice), other.id, one.id),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'team.cannot_move_below_itself' },
    });
    const teams = await teamQueries.list(actorOf(alice), []);
    for (const { path, depth, numchild } of teams) {
      expect(depth).toBe(depthOf(path));
      expect(numchild).toBe(teams.filter((team) => team.path.slice(0, -5) === path).length);
    }
  });

  it.each(['delete', 'demote'] as const)('keeps an owner when two leave at once by %s', async (way) => {
    for (let round = 0; round < 5; round += 1) {
      const team = makeTeam();
      const accesses = [alice, bob].map(({ id: userId }) =>
        makeTeamAccess({ teamId: team.id, userId, role: 'owner' }),
      );
      await unitOfWork.run(async ({ teams, teamAccesses }) => {
        await teams.insert(team);
        for (const access of accesses) await teamAccesses.insert(access);
      });
      const results = await Promise.allSettled(
        [alice, bob].map((user, index) => {
          const { id } = accesses[index] ?? makeTeamAccess({ teamId: team.id, userId: user.id });
          return way === 'delete'
            ? revokeTeamAccess(actorOf(user), team.id, id)
            : setTeamRole(actorOf(user), { teamId: team.id, id, role: 'member' });
        }),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'team_access.action_forbidden' },
      });
      expect((await teamAccessQueries.standing(team.id, alice.id)).owners).toBe(1);
    }
  });
});
