import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { ServiceProvider } from '../../../src/domain/access/service-provider.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import type { ServiceProviderId, TeamId } from '../../../src/domain/shared/ids.ts';
import type { TeamRole } from '../../../src/domain/team/team-access.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeServiceProvider } from '../../builders/make-service-provider.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const FLAGS = {
  teamsDisplay: true,
  teamsCreate: true,
  contactsDisplay: false,
  contactsCreate: false,
  mailboxesCreate: false,
};

let world: UseCaseWorld;
let evry: Organization;
let alice: Actor;
/** May be used by the organization. */
let offered: ServiceProvider;
/** May not. */
let foreign: ServiceProvider;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { featureFlags: FLAGS, teamsPerOwnerMax: 4 } });
  evry = await world.addOrganization(makeOrganization());
  alice = (await world.addPerson({ organizationId: evry.id })).actor;
  [offered, foreign] = [makeServiceProvider(), makeServiceProvider()];
  await world.unitOfWork.run(async ({ serviceProviders }) => {
    for (const provider of [offered, foreign]) await serviceProviders.insert(provider);
    await serviceProviders.link(evry.id, offered.id);
  });
});

type Given = { parentId?: TeamId | null; serviceProviderIds?: readonly ServiceProviderId[] };
const create = (name: string, { parentId = null, serviceProviderIds = [] }: Given = {}, by = alice) =>
  world.useCases.createTeam(by, { name, parentId, isVisibleAllServices: false, serviceProviderIds });
const colleague = async (teamId: TeamId, role: TeamRole): Promise<Actor> => {
  const { actor } = await world.addPerson({ organizationId: evry.id });
  await world.useCases.grantTeamAccess(alice, { teamId, userId: actor.userId, role });
  return actor;
};
const pathOf = (id: TeamId) => world.tables().teams.find(id)?.path;

describe('a new team', () => {
  it('belongs to the organization of its creator, who owns it', async () => {
    const team = await create('Voirie', { serviceProviderIds: [offered.id, offered.id] });
    expect(team).toMatchObject({
      name: 'Voirie',
      organizationId: evry.id,
      role: 'owner',
      depth: 1,
      serviceProviderIds: [offered.id],
    });
    expect(world.tables().teamAccesses.all(({ teamId }) => teamId === team.id)).toMatchObject([
      { userId: alice.userId, role: 'owner' },
    ]);
  });

  it.each([
    ['owner', true],
    ['administrator', true],
    ['member', false],
  ] as const)('is put below another by its %s: %s', async (role, isAllowed) => {
    const parent = await create('Voirie');
    const by = await colleague(parent.id, role);
    const below = create('Ponts', { parentId: parent.id }, by);
    if (isAllowed) expect(await below).toMatchObject({ path: `${parent.path}00001`, role: 'owner' });
    else await expect(below).rejects.toMatchObject({ code: 'team.action_forbidden' });
  });

  it('is put below nothing that its creator does not see', async () => {
    const parent = await create('Voirie');
    const stranger = (await world.addPerson()).actor;
    for (const parentId of [parent.id, newId<TeamId>()]) {
      await expect(create('Ponts', { parentId }, stranger)).rejects.toMatchObject({ code: 'team.not_found' });
    }
  });

  it('is not there when a service is not one of the organization', async () => {
    const attempt = create('Voirie', { serviceProviderIds: [offered.id, foreign.id] });
    await expect(attempt).rejects.toMatchObject({
      code: 'team.unknown_service_provider',
      params: { value: foreign.id },
    });
    expect(world.tables().teams.all(() => true)).toEqual([]);
    expect(world.audited()).toEqual([]);
  });

  it('is one of as many as the installation lets a person own', async () => {
    for (const name of ['1', '2', '3', '4']) await create(name);
    await expect(create('5')).rejects.toMatchObject({
      code: 'list.full',
      params: { field: 'owner', max: '4' },
    });
    const other = (await world.addPerson({ organizationId: evry.id })).actor;
    expect(await create('of somebody else', {}, other)).toMatchObject({ role: 'owner' });
  });
});

it('no team is created where the installation has none', async () => {
  const closed = await openUseCaseWorld({
    settings: { featureFlags: { ...FLAGS, teamsCreate: false } },
  });
  const { actor } = await closed.addPerson();
  const team = { name: 'Voirie', parentId: null, isVisibleAllServices: false, serviceProviderIds: [] };
  await expect(closed.useCases.createTeam(actor, team)).rejects.toMatchObject({
    code: 'team.action_forbidden',
  });
  expect(closed.tables().teams.all(() => true)).toEqual([]);
});

describe('changing a team', () => {
  it.each([
    ['owner', undefined],
    ['administrator', undefined],
    ['member', 'team.action_forbidden'],
  ] as const)('by its %s: %s', async (role, code) => {
    const team = await create('Voirie');
    const by = await colleague(team.id, role);
    world.clock.advance(60);
    const attempt = world.useCases.updateTeam(by, team.id, { name: 'Routes', isVisibleAllServices: true });
    if (code !== undefined) {
      await expect(attempt).rejects.toMatchObject({ code });
      expect(world.tables().teams.find(team.id)).toMatchObject({
        name: 'Voirie',
        isVisibleAllServices: false,
      });
      return;
    }
    const { serviceProviderIds: _services, role: _role, accessIds: _ids, ...stored } = await attempt;
    expect(stored).toMatchObject({ name: 'Routes', isVisibleAllServices: true, createdAt: team.createdAt });
    expect(stored.updatedAt).toEqual(world.clock.now());
    expect(world.tables().teams.find(team.id)).toEqual(stored);
  });

  it('leaves what is not given as it is', async () => {
    const team = await create('Voirie', { serviceProviderIds: [offered.id] });
    await world.useCases.updateTeam(alice, team.id, { isVisibleAllServices: true });
    expect(await world.useCases.updateTeam(alice, team.id, { name: 'Routes' })).toMatchObject({
      name: 'Routes',
      isVisibleAllServices: true,
      serviceProviderIds: [offered.id],
    });
    expect(await world.useCases.updateTeam(alice, team.id, { serviceProviderIds: [] })).toMatchObject({
      name: 'Routes',
      serviceProviderIds: [],
    });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'team.updated',
      details: { serviceProviderIds: [] },
    });
  });

  it('keeps a service that the organization may not use any more, and takes no other such', async () => {
    const team = await create('Voirie', { serviceProviderIds: [offered.id] });
    await world.unitOfWork.run(({ serviceProviders }) => serviceProviders.unlink(evry.id, offered.id));
    const link = (ids: readonly ServiceProviderId[]) =>
      world.useCases.updateTeam(alice, team.id, { serviceProviderIds: ids });
    expect(await link([offered.id])).toMatchObject({ serviceProviderIds: [offered.id] });
    const refusal = { code: 'team.unknown_service_provider', params: { value: foreign.id } };
    await expect(link([offered.id, foreign.id])).rejects.toMatchObject(refusal);
    const ids = [offered.id, foreign.id];
    expect(await world.useCases.findForeignServices(alice, team.id, ids)).toEqual([foreign.id]);
    expect(await world.useCases.findForeignServices(alice, undefined, ids)).toEqual(ids);
    await link([]);
    await expect(link([offered.id])).rejects.toMatchObject({ code: 'team.unknown_service_provider' });
  });
});

describe('moving and deleting a team', () => {
  it.each(['administrator', 'member'] as const)('is nothing for its %s', async (role) => {
    const [team, other] = [await create('Voirie'), await create('Élus')];
    const by = await colleague(team.id, role);
    await world.useCases.grantTeamAccess(alice, { teamId: other.id, userId: by.userId, role: 'owner' });
    for (const attempt of [
      () => world.useCases.moveTeam(by, team.id, other.id),
      () => world.useCases.moveTeam(by, team.id, null),
      () => world.useCases.deleteTeam(by, team.id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'team.action_forbidden' });
    }
    expect(pathOf(team.id)).toBe(team.path);
  });

  it('takes all that stands below along', async () => {
    const [team, other] = [await create('Voirie'), await create('Élus')];
    const below = await create('Ponts', { parentId: team.id });
    await world.useCases.moveTeam(alice, team.id, other.id);
    expect([pathOf(team.id), pathOf(below.id)]).toEqual([`${other.path}00001`, `${other.path}0000100001`]);
    expect(await world.useCases.moveTeam(alice, team.id, null)).toMatchObject({ depth: 1 });
    await world.useCases.deleteTeam(alice, team.id);
    expect(world.tables().teams.all(() => true)).toMatchObject([{ id: other.id, numchild: 0 }]);
  });

  it('needs a right over the new parent too', async () => {
    const team = await create('Voirie');
    const other = (await world.addPerson({ organizationId: evry.id })).actor;
    const parent = await create('Élus', {}, other);
    await expect(world.useCases.moveTeam(alice, team.id, parent.id)).rejects.toMatchObject({
      code: 'team.not_found',
    });
    const asMember = { teamId: parent.id, userId: alice.userId, role: 'member' } as const;
    await world.useCases.grantTeamAccess(other, asMember);
    await expect(world.useCases.moveTeam(alice, team.id, parent.id)).rejects.toMatchObject({
      code: 'team.action_forbidden',
    });
    expect(pathOf(team.id)).toBe(team.path);
  });

  it('never hangs a team below itself', async () => {
    const team = await create('Voirie');
    const below = await create('Ponts', { parentId: team.id });
    for (const parentId of [team.id, below.id]) {
      await expect(world.useCases.moveTeam(alice, team.id, parentId)).rejects.toMatchObject({
        code: 'team.cannot_move_below_itself',
      });
    }
    expect([pathOf(team.id), pathOf(below.id)]).toEqual([team.path, `${team.path}00001`]);
  });

  it('makes a root only where the installation lets people create teams', async () => {
    const closed = await openUseCaseWorld({
      settings: { featureFlags: { ...FLAGS, teamsCreate: false } },
    });
    const { actor } = await closed.addPerson();
    await expect(closed.useCases.moveTeam(actor, newId<TeamId>(), null)).rejects.toMatchObject({
      code: 'team.action_forbidden',
    });
    await expect(closed.useCases.moveTeam(actor, newId<TeamId>(), newId<TeamId>())).rejects.toMatchObject({
      code: 'team.not_found',
    });
  });
});
