import { beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_FILTERS } from '../../../src/application/access/resource-server/service-scope.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { ServiceProvider } from '../../../src/domain/access/service-provider.ts';
import type { UserId } from '../../../src/domain/shared/ids.ts';
import type { Team } from '../../../src/domain/team/team.ts';
import type { TeamRole } from '../../../src/domain/team/team-access.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeServiceProvider } from '../../builders/make-service-provider.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { makeTeamInvitation } from '../../builders/make-team-invitation.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const ROLES = ['owner', 'administrator', 'member', 'outsider'] as const;
type Role = (typeof ROLES)[number];
const STANDINGS = ['linked', 'visible', 'none'] as const;
type Standing = (typeof STANDINGS)[number];
const CASES = ROLES.flatMap((role) => STANDINGS.map((standing) => [role, standing] as const));
const NOT_FOUND = 'team.not_found';
const FORBIDDEN = 'team.action_forbidden';
const PAGE = { number: 1, size: 10, order: [] };

let world: UseCaseWorld;
let drive: ServiceProvider;
let teams: Record<Standing, Team>;
/** A person in each role in all of the teams. */
let people: Record<Role, Actor>;

beforeEach(async () => {
  world = await openUseCaseWorld();
  const organization = await world.addOrganization(makeOrganization());
  const person = async () => (await world.addPerson({ organizationId: organization.id })).actor;
  people = {
    owner: await person(),
    administrator: await person(),
    member: await person(),
    outsider: await person(),
  };
  drive = makeServiceProvider({ audienceId: 'drive' });
  teams = {
    linked: makeTeam({ organizationId: organization.id }),
    visible: makeTeam({ organizationId: organization.id, isVisibleAllServices: true }),
    none: makeTeam({ organizationId: organization.id }),
  };
  await world.unitOfWork.run(async (stores) => {
    await stores.serviceProviders.insert(drive);
    for (const team of Object.values(teams)) {
      await stores.teams.insert(team);
      for (const role of ['owner', 'administrator', 'member'] as const) {
        const access = { teamId: team.id, userId: people[role].userId, role };
        await stores.teamAccesses.insert(makeTeamAccess(access));
      }
    }
    await stores.teams.replaceServiceProviders(teams.linked.id, [drive.id]);
  });
  world.clock.advance(60);
});

const caller = (actor: Actor, audience = 'drive') => ({ actor, audience, scopes: [] });
const seen = (actor: Actor, audience?: string) => SERVICE_FILTERS.seenTeams(caller(actor, audience));
const linked = (actor: Actor, audience?: string) => SERVICE_FILTERS.linkedTeams(caller(actor, audience));
const stored = (id: Team['id']) => world.tables().teams.find(id);
const membersOf = ({ id }: Team) =>
  world
    .tables()
    .teamAccesses.all(({ teamId }) => teamId === id)
    .map(({ userId }) => userId);
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? error,
  );

/** What both have to allow: the person's role, and what the service is to the team. */
const toRead = (role: Role, standing: Standing) =>
  role === 'outsider' || standing === 'none' ? NOT_FOUND : undefined;
const toChange = (role: Role, standing: Standing) =>
  toRead(role, standing) ?? (role === 'member' || standing === 'visible' ? FORBIDDEN : undefined);
/** Refusals of the update itself, for any earlier check: the service's relation to the team comes first. */
const toUpdate = (role: Role, standing: Standing) =>
  standing === 'visible' ? FORBIDDEN : toChange(role, standing);

describe.each(CASES)(
  'through a service, a person who is %s of a team that it is to: %s',
  (role, standing) => {
    let actor: Actor;
    let team: Team;
    beforeEach(() => {
      actor = people[role];
      team = teams[standing];
    });

    it('sees the team, or does not', async () => {
      expect(await refused(world.useCases.getServiceTeam(seen(actor), team.id))).toBe(toRead(role, standing));
      const { items } = await world.useCases.listServiceTeams(seen(actor), PAGE);
      expect(items.some(({ id }) => id === team.id)).toBe(toRead(role, standing) === undefined);
    });

    it('changes the team, or does not', async () => {
      const { useCases } = world;
      expect(await refused(useCases.ensureMayChangeServiceTeam(seen(actor), team.id))).toBe(
        toChange(role, standing),
      );
      const change = { name: 'Renamed', isVisibleAllServices: undefined };
      expect(await refused(useCases.updateServiceTeam(seen(actor), team.id, change))).toBe(
        toUpdate(role, standing),
      );
      const changed = { ...team, name: 'Renamed', updatedAt: world.clock.now() };
      expect(stored(team.id)).toEqual(toUpdate(role, standing) === undefined ? changed : team);
    });

    it('changes who is in it, or does not', async () => {
      const { userId } = (await world.addPerson()).actor;
      const before = membersOf(team);
      const attempt = world.useCases.changeGroupMembers(seen(actor), {
        externalId: team.externalId,
        expects: () => true,
        change: (members) => [...members, userId],
      });
      expect(await refused(attempt)).toBe(toChange(role, standing));
      const added = toChange(role, standing) === undefined ? [userId] : [];
      expect(membersOf(team)).toEqual([...before, ...added]);
    });

    it('invites to it, or does not', async () => {
      const wanted = { email: 'new@evry.fr', role: 'member' } as const;
      const { invite } = world.useCases.serviceTeamInvitations;
      const code = await refused(invite(linked(actor), team.id, wanted));
      if (standing !== 'linked') expect(code).toBe('team_invitation.team_not_linked');
      else if (role === 'owner' || role === 'administrator') expect(code).toBeUndefined();
      else expect(code).toBe('team_invitation.management_forbidden');
      const invitations = world.tables().teamInvitations.all(() => true);
      expect(invitations).toHaveLength(code === undefined ? 1 : 0);
    });

    it('sees and withdraws its invitations, or does not', async () => {
      const invitation = makeTeamInvitation({ teamId: team.id, issuerId: people.owner.userId });
      await world.unitOfWork.run(({ teamInvitations }) => teamInvitations.insert(invitation));
      const { useCases } = world;
      const scope = linked(actor);
      const { total } = await useCases.serviceTeamInvitations.list(scope, team.id, PAGE);
      const isShown = standing === 'linked' && role !== 'outsider';
      expect(total).toBe(isShown ? 1 : 0);
      expect(await refused(useCases.serviceTeamInvitations.get(scope, team.id, invitation.id))).toBe(
        isShown ? undefined : 'team_invitation.not_found',
      );
      const code = await refused(useCases.serviceTeamInvitations.withdraw(scope, team.id, invitation.id));
      if (!isShown) expect(code).toBe('team_invitation.not_found');
      else expect(code).toBe(role === 'member' ? 'team_invitation.action_forbidden' : undefined);
      expect(world.tables().teamInvitations.has(({ id }) => id === invitation.id)).toBe(code !== undefined);
    });
  },
);

it.each([
  ['owner', undefined],
  ['administrator', undefined],
  ['member', FORBIDDEN],
  ['outsider', FORBIDDEN],
] as const)(
  'whether a person who is %s may invite is known before anything is sent: %s',
  async (role, code) => {
    const attempt = world.useCases.ensureMayInviteThroughService(linked(people[role]), teams.linked.id);
    expect(await refused(attempt)).toBe(code);
  },
);

it('a team that is not there cannot be changed', async () => {
  const { owner } = people;
  const change = { name: 'x', isVisibleAllServices: true };
  expect(await refused(world.useCases.updateServiceTeam(seen(owner), newId(), change))).toBe(NOT_FOUND);
  const members = { externalId: newId<string>(), expects: () => true, change: () => [] };
  expect(await refused(world.useCases.changeGroupMembers(seen(owner), members))).toBe(NOT_FOUND);
});

it('another service is to a team what it is itself', async () => {
  const { owner } = people;
  const change = { name: 'x', isVisibleAllServices: undefined };
  const { useCases } = world;
  const visio = seen(owner, 'visio');
  expect(await refused(useCases.getServiceTeam(visio, teams.linked.id))).toBe(NOT_FOUND);
  expect(await refused(useCases.updateServiceTeam(visio, teams.linked.id, change))).toBe(NOT_FOUND);
  expect((await useCases.listServiceTeams(visio, PAGE)).items.map(({ id }) => id)).toEqual([
    teams.visible.id,
  ]);
});

it.each([['x'.repeat(257)], ['a\nb'], ['a\0b'], ['\u0085']])(
  'nothing can be asked through a service that none can be: %j',
  (audience) => {
    for (const filter of Object.values(SERVICE_FILTERS)) {
      expect(() => filter(caller(people.owner, audience))).toThrow(
        expect.objectContaining({ code: 'bearer.invalid' }),
      );
    }
    expect(SERVICE_FILTERS.noData(caller(people.owner, 'x'.repeat(256)))).toMatchObject({
      actor: people.owner,
    });
  },
);

describe('a team that is created through a service', () => {
  const create = (actor: Actor, audience?: string) =>
    world.useCases.createServiceTeam(seen(actor, audience), { name: 'Ponts', isVisibleAllServices: false });

  it('is a root of the person’s organization, owned by them and linked to the service', async () => {
    const { outsider } = people;
    const team = await create(outsider);
    expect(team).toMatchObject({
      name: 'Ponts',
      depth: 1,
      organizationId: outsider.organizationId,
      isVisibleAllServices: false,
    });
    expect(await world.useCases.getServiceTeam(seen(outsider), team.id)).toMatchObject({ role: 'owner' });
    expect(world.tables().serviceProviders.all(() => true)).toEqual([drive]);
    expect(world.audited()).toMatchObject([
      { action: 'team.created', details: { serviceProviderIds: [drive.id] } },
    ]);
  });

  it('makes a provider of a service that is not known yet, once', async () => {
    const [first, second] = [await create(people.owner, 'visio'), await create(people.member, 'visio')];
    const providers = world.tables().serviceProviders.all(({ audienceId }) => audienceId === 'visio');
    const at = new Date(START.getTime() + 60_000);
    expect(providers).toMatchObject([{ name: 'visio', createdAt: at }]);
    for (const { id } of [first, second]) {
      const links = world.tables().teamServiceProviders.all(({ teamId }) => teamId === id);
      expect(links.map(({ serviceProviderId }) => serviceProviderId)).toEqual([providers[0]?.id]);
    }
    expect(world.audited().map(({ action }) => action)).toEqual([
      'service_provider.created',
      'team.created',
      'team.created',
    ]);
    expect(world.audited()[0]).toMatchObject({ label: 'visio', details: { audience: 'visio' } });
  });
});

describe('changing the members of a group', () => {
  const change = (given: Partial<Parameters<UseCaseWorld['useCases']['changeGroupMembers']>[1]>) =>
    world.useCases.changeGroupMembers(seen(people.administrator), {
      externalId: teams.linked.externalId,
      expects: () => true,
      change: (members) => members,
      ...given,
    });
  const roleOf = (userId: UserId): TeamRole | undefined =>
    world
      .tables()
      .teamAccesses.first((access) => access.teamId === teams.linked.id && access.userId === userId)?.role;

  it('adds as members, takes out, and lets all others be', async () => {
    const { member, outsider, owner } = people;
    await change({
      change: (members) => [...members.filter((id) => id !== member.userId), outsider.userId],
    });
    expect(roleOf(member.userId)).toBeUndefined();
    expect(roleOf(outsider.userId)).toBe('member');
    expect(roleOf(owner.userId)).toBe('owner');
    expect(world.audited().map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['team_access.granted', outsider.userId],
      ['team_access.revoked', member.userId],
    ]);
  });

  it('is all or nothing', async () => {
    const { outsider, owner } = people;
    const before = membersOf(teams.linked);
    const attempt = change({
      change: (members) => [...members.filter((id) => id !== owner.userId), outsider.userId],
    });
    expect(await refused(attempt)).toBe('team_access.action_forbidden');
    const unknown = change({ change: (members) => [...members, newId<UserId>()] });
    expect(await refused(unknown)).toBe('team_access.unknown_user');
    expect(membersOf(teams.linked)).toEqual(before);
    expect(world.audited()).toEqual([]);
  });

  it('is of the version that the caller means, which changes with every member', async () => {
    const { outsider, member } = people;
    const group = () => world.useCases.getDirectoryGroup(seen(people.administrator), teams.linked.externalId);
    const { version } = await group();
    const add = { change: (members: readonly UserId[]) => [...members, outsider.userId] };
    expect(await refused(change({ ...add, expects: (other) => other !== version }))).toBe(
      'group.version_mismatch',
    );
    await change({ ...add, expects: (other) => other === version });
    const { version: grown } = await group();
    expect(grown).not.toBe(version);
    expect(await refused(change({ expects: (other) => other === version }))).toBe('group.version_mismatch');
    await change({ change: (members) => members.filter((id) => id !== outsider.userId) });
    expect((await group()).version).toBe(version);
    expect(version).not.toContain(member.userId);
  });

  it('is of as many as one request may change', async () => {
    const added: UserId[] = [];
    for (let count = 0; count < 101; count += 1) added.push((await world.addPerson()).user.id);
    const add = (ids: readonly UserId[]) => change({ change: (members) => [...members, ...ids] });
    expect(await refused(add(added))).toBe('group.too_many_changes');
    expect(await refused(add(added.slice(1)))).toBeUndefined();
    expect(membersOf(teams.linked)).toHaveLength(103);
    const others = added.slice(0, 1);
    while (others.length < 51) others.push((await world.addPerson()).user.id);
    const exchange = change({
      change: (members) => [...members.filter((id) => !added.slice(1, 51).includes(id)), ...others],
    });
    expect(await refused(exchange)).toBe('group.too_many_changes');
  });

  it('is nothing for who only sees the team from below', async () => {
    const below = makeTeam({
      path: `${teams.linked.path}00001`,
      organizationId: people.outsider.organizationId,
    });
    await world.unitOfWork.run(async (stores) => {
      await stores.teams.insert(below);
      const access = { teamId: below.id, userId: people.outsider.userId, role: 'owner' } as const;
      await stores.teamAccesses.insert(makeTeamAccess(access));
    });
    const attempt = world.useCases.changeGroupMembers(seen(people.outsider), {
      externalId: teams.linked.externalId,
      expects: () => true,
      change: () => [],
    });
    expect(await refused(attempt)).toBe(FORBIDDEN);
  });
});
