import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { UserId } from '../../../src/domain/shared/ids.ts';
import type { Team } from '../../../src/domain/team/team.ts';
import { TEAM_ROLES, type TeamAccess, type TeamRole } from '../../../src/domain/team/team-access.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

type Who = TeamRole | 'outsider';
const EVERYBODY: readonly Who[] = [...TEAM_ROLES, 'outsider'];

let world: UseCaseWorld;
let team: Team;
/** A person in each role; the team has a second owner, so that none is the last. */
let people: Record<Who, Actor>;
let accesses: Record<TeamRole, TeamAccess>;
let secondOwner: TeamAccess;

async function join({ id: teamId }: Team, { userId }: Actor, role: TeamRole): Promise<TeamAccess> {
  const access = makeTeamAccess({ teamId, userId, role });
  await world.unitOfWork.run(({ teamAccesses }) => teamAccesses.insert(access));
  return access;
}
const addTeam = async (): Promise<Team> => {
  const added = makeTeam();
  await world.unitOfWork.run(({ teams }) => teams.insert(added));
  return added;
};
const someone = async (): Promise<Actor> => (await world.addPerson()).actor;
const stored = () => world.tables().teamAccesses.all(({ teamId }) => teamId === team.id);
const roleOf = (id: UserId) => stored().find(({ userId }) => userId === id)?.role;

beforeEach(async () => {
  world = await openUseCaseWorld();
  team = await addTeam();
  people = {
    member: await someone(),
    administrator: await someone(),
    owner: await someone(),
    outsider: await someone(),
  };
  accesses = {
    member: await join(team, people.member, 'member'),
    administrator: await join(team, people.administrator, 'administrator'),
    owner: await join(team, people.owner, 'owner'),
  };
  secondOwner = await join(team, await someone(), 'owner');
  world.clock.advance(60);
});

/** Changes nothing at all, and says why. */
async function refuses(attempt: () => Promise<unknown>, refusal: object): Promise<void> {
  const before = stored();
  await expect(attempt()).rejects.toMatchObject(refusal);
  expect(stored()).toEqual(before);
  expect(world.audited()).toEqual([]);
  expect(world.jobs.names()).toEqual([]);
}

describe('adding a person to a team', () => {
  const GRANTED: Readonly<Record<Who, readonly TeamRole[]>> = {
    owner: ['owner', 'administrator', 'member'],
    administrator: ['administrator', 'member'],
    member: [],
    outsider: [],
  };
  const CASES = EVERYBODY.flatMap((who) => TEAM_ROLES.map((role) => [who, role] as const));

  it.each(CASES)('by a person who is %s, as %s', async (who, role) => {
    const { userId } = await someone();
    const grant = () => world.useCases.grantTeamAccess(people[who], { teamId: team.id, userId, role });
    if (GRANTED[who].includes(role)) {
      const granted = await grant();
      const at = world.clock.now();
      expect(granted).toMatchObject({ teamId: team.id, userId, role, createdAt: at, updatedAt: at });
      const { abilities: _abilities, ...access } = granted;
      expect(world.tables().teamAccesses.find(granted.id)).toEqual(access);
      return;
    }
    const code =
      who === 'administrator' ? 'team_access.owner_grant_forbidden' : 'team_access.management_forbidden';
    await refuses(grant, { code });
  });

  it.each([
    ['owner', 'owner', []],
    ['owner', 'member', ['owner', 'administrator']],
    ['administrator', 'administrator', ['member']],
    ['administrator', 'member', ['administrator']],
  ] as const)('tells an %s which roles a new %s may be given: %j', async (who, role, setRoleTo) => {
    const { userId } = await someone();
    const granted = await world.useCases.grantTeamAccess(people[who], { teamId: team.id, userId, role });
    const may = setRoleTo.length > 0;
    expect(granted.abilities).toEqual({ get: true, patch: may, put: may, delete: may, setRoleTo });
  });

  it('names the unknown person', async () => {
    const userId = newId<UserId>();
    for (const who of EVERYBODY) {
      const input = { teamId: team.id, userId, role: 'member' } as const;
      await refuses(() => world.useCases.grantTeamAccess(people[who], input), {
        code: 'team_access.unknown_user',
        params: { value: userId },
      });
    }
  });

  it('does not tell whether there is a team', async () => {
    const input = { teamId: newId<Team['id']>(), userId: people.outsider.userId, role: 'member' } as const;
    await refuses(() => world.useCases.grantTeamAccess(people.owner, input), {
      code: 'team_access.management_forbidden',
    });
  });

  it('refuses a person who is in it already, in whatever role', async () => {
    const input = { teamId: team.id, userId: people.member.userId, role: 'administrator' } as const;
    await refuses(() => world.useCases.grantTeamAccess(people.owner, input), {
      code: 'team_access.already_exists',
    });
  });
});

describe('giving a person another role', () => {
  /** Who may make whom what. */
  const OFFERED: readonly (readonly [Who, TeamRole | 'themselves', readonly TeamRole[]])[] = [
    ['owner', 'themselves', ['administrator', 'member']],
    ['owner', 'administrator', ['owner', 'member']],
    ['owner', 'member', ['owner', 'administrator']],
    ['administrator', 'owner', []],
    ['administrator', 'themselves', ['member']],
    ['administrator', 'member', ['administrator']],
    ['member', 'owner', []],
    ['member', 'administrator', []],
    ['member', 'themselves', []],
  ];
  const CASES = OFFERED.flatMap(([who, whom, offered]) =>
    TEAM_ROLES.map((role) => [who, whom, role, offered] as const),
  );

  it.each(CASES)('a person who is %s, to %s: %s', async (who, whom, role, offered) => {
    const access = accesses[whom === 'themselves' ? (who as TeamRole) : whom];
    const set = () => world.useCases.setTeamRole(people[who], { teamId: team.id, id: access.id, role });
    if (offered.includes(role)) {
      expect(await set()).toMatchObject({ ...access, role, updatedAt: world.clock.now() });
      expect(roleOf(access.userId)).toBe(role);
      return;
    }
    await refuses(
      set,
      offered.length === 0
        ? { code: 'team_access.action_forbidden' }
        : { code: 'team_access.role_forbidden', params: { allowed: offered.join(', ') } },
    );
  });

  it('is nothing an owner does to another', async () => {
    const { id } = secondOwner;
    await refuses(() => world.useCases.setTeamRole(people.owner, { teamId: team.id, id, role: 'member' }), {
      code: 'team_access.action_forbidden',
    });
  });

  it('changes nothing without a role, for those who may change it', async () => {
    const { id } = accesses.member;
    const same = { teamId: team.id, id, role: undefined };
    expect(await world.useCases.setTeamRole(people.administrator, same)).toMatchObject(accesses.member);
    expect(stored()).toContainEqual(accesses.member);
    expect(world.audited()).toEqual([]);
    await refuses(() => world.useCases.setTeamRole(people.member, same), {
      code: 'team_access.action_forbidden',
    });
  });

  it('says what is left to a person who gave up their own', async () => {
    const { id } = accesses.owner;
    const own = { teamId: team.id, id, role: 'member' } as const;
    const { abilities } = await world.useCases.setTeamRole(people.owner, own);
    expect(abilities).toEqual({ get: true, patch: false, put: false, delete: false, setRoleTo: [] });
  });
});

describe('taking a person out of a team', () => {
  const TAKES: Readonly<Record<TeamRole, readonly TeamRole[]>> = {
    owner: ['owner', 'administrator', 'member'],
    administrator: ['administrator', 'member'],
    member: [],
  };
  const CASES = TEAM_ROLES.flatMap((who) => TEAM_ROLES.map((whom) => [who, whom] as const));

  it.each(CASES)('a person who is %s takes out the %s', async (who, whom) => {
    const { id, userId } = accesses[whom];
    const revoke = () => world.useCases.revokeTeamAccess(people[who], team.id, id);
    if (!TAKES[who].includes(whom)) return refuses(revoke, { code: 'team_access.action_forbidden' });
    await revoke();
    expect(roleOf(userId)).toBeUndefined();
    expect(stored()).toHaveLength(3);
  });

  it('is nothing an owner does to another', () =>
    refuses(() => world.useCases.revokeTeamAccess(people.owner, team.id, secondOwner.id), {
      code: 'team_access.action_forbidden',
    }));
});

describe('an access that is not one of the team', () => {
  it.each(EVERYBODY)('is not there, for any viewer: %s', async (who) => {
    const elsewhere = await join(await addTeam(), people.outsider, 'owner');
    for (const id of [elsewhere.id, newId<TeamAccess['id']>()]) {
      const change = { teamId: team.id, id, role: 'member' } as const;
      await refuses(() => world.useCases.setTeamRole(people[who], change), { code: 'team_access.not_found' });
      await refuses(() => world.useCases.revokeTeamAccess(people[who], team.id, id), {
        code: 'team_access.not_found',
      });
    }
  });

  it('is what every one of them is to outsiders', async () => {
    for (const { id } of Object.values(accesses)) {
      const change = { teamId: team.id, id, role: 'member' } as const;
      await refuses(() => world.useCases.setTeamRole(people.outsider, change), {
        code: 'team_access.not_found',
      });
      await refuses(() => world.useCases.revokeTeamAccess(people.outsider, team.id, id), {
        code: 'team_access.not_found',
      });
    }
  });
});

describe('the last owner', () => {
  let last: Actor;
  let access: TeamAccess;
  beforeEach(async () => {
    team = await addTeam();
    last = await someone();
    access = await join(team, last, 'owner');
    await join(team, people.administrator, 'administrator');
  });

  it('neither leaves nor steps down', async () => {
    const change = { teamId: team.id, id: access.id, role: 'administrator' } as const;
    await refuses(() => world.useCases.setTeamRole(last, change), { code: 'team_access.action_forbidden' });
    await refuses(() => world.useCases.revokeTeamAccess(last, team.id, access.id), {
      code: 'team_access.action_forbidden',
    });
  });

  it('goes once there is another; of two who leave at once, one stays', async () => {
    const other = await someone();
    const granted = { teamId: team.id, userId: other.userId, role: 'owner' } as const;
    const { id } = await world.useCases.grantTeamAccess(last, granted);
    const left = await Promise.allSettled([
      world.useCases.revokeTeamAccess(last, team.id, access.id),
      world.useCases.revokeTeamAccess(other, team.id, id),
    ]);
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(stored().filter(({ role }) => role === 'owner')).toHaveLength(1);
  });
});

it('dates are those of the change', async () => {
  const { userId } = await someone();
  const input = { teamId: team.id, userId, role: 'member' } as const;
  const granted = await world.useCases.grantTeamAccess(people.owner, input);
  world.clock.advance(3600);
  const change = { teamId: team.id, id: granted.id, role: 'owner' } as const;
  const { createdAt, updatedAt } = await world.useCases.setTeamRole(people.owner, change);
  expect([createdAt, updatedAt].map((date) => date.getTime() - START.getTime())).toEqual([60_000, 3_660_000]);
});
