import type { ResourceServerCaller } from '../../src/application/access/resource-server/authenticate-caller.ts';
import { actAs } from '../../src/application/shared/actor.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { User } from '../../src/domain/people/user.ts';
import type { Team } from '../../src/domain/team/team.ts';
import type { TeamRole } from '../../src/domain/team/team-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from './storage-harness.ts';

/** A person who calls through the service of an audience. */
export const calledBy = (user: User, audience: string): ResourceServerCaller => ({
  actor: actAs(user, { address: null, requestId: null, via: 'resource_server', client: audience }),
  audience,
  scopes: ['groups'],
});

/**
 * Alice's teams: `own` of which she is owner, with Bob, below `above`; `visible` to all services, of which she is a
 * member, with Dave; `visio`, with Carol, that only the service Visio may see; `unlinked`, with Eve, that no service may
 * see. Bob's team `foreign` is linked to Drive, and so are all others without another service.
 */
export function makeServedTeams() {
  const organization = makeOrganization();
  const organizationId = organization.id;
  const person = (name: string, given: Partial<User> = {}) =>
    makeUser({ name, sub: `sub-${name}`, email: `${name.toLowerCase()}@evry.fr`, organizationId, ...given });
  const people = {
    alice: person('Alice'),
    bob: person('Bob', { updatedAt: minutesLater(5) }),
    carol: person('Carol'),
    dave: person('Dave', { isActive: false, email: null }),
    eve: person('Eve'),
  };
  const drive = makeServiceProvider({ name: 'Drive', audienceId: 'drive' });
  const visio = makeServiceProvider({ name: 'Visio', audienceId: 'visio' });
  const team = (name: string, path: string, given: Partial<Team> = {}) =>
    makeTeam({ name, path, organizationId, ...given });
  const teams = {
    above: team('above', '00001', { createdAt: minutesLater(1), numchild: 1 }),
    own: team('own', '0000100001', { createdAt: minutesLater(2) }),
    visible: team('visible', '00002', { isVisibleAllServices: true, createdAt: minutesLater(3) }),
    visio: team('visio', '00003', { createdAt: minutesLater(4) }),
    unlinked: team('unlinked', '00004', { createdAt: minutesLater(5) }),
    foreign: team('foreign', '00005', { createdAt: minutesLater(6) }),
  };
  const { alice, bob, carol, dave, eve } = people;
  const accesses: readonly (readonly [Team, User, TeamRole])[] = [
    [teams.own, alice, 'owner'],
    [teams.own, bob, 'member'],
    [teams.visible, alice, 'member'],
    [teams.visible, dave, 'owner'],
    [teams.visio, alice, 'owner'],
    [teams.visio, carol, 'member'],
    [teams.unlinked, alice, 'owner'],
    [teams.unlinked, eve, 'member'],
    [teams.foreign, bob, 'owner'],
  ];
  return { organization, people, drive, visio, teams, accesses };
}

export type ServedTeams = ReturnType<typeof makeServedTeams>;

export async function storeServedTeams(
  { organization, people, drive, visio, teams, accesses }: ServedTeams,
  { unitOfWork, seed }: { readonly unitOfWork: UnitOfWork; readonly seed: StorageHarness['seed'] },
): Promise<void> {
  await unitOfWork.run(async ({ organizations, users }) => {
    await organizations.insertOrFind(organization);
    for (const user of Object.values(people)) await users.insertOrFind(user);
  });
  await seed.serviceProvider(drive, [organization.id]);
  await seed.serviceProvider(visio, [organization.id]);
  for (const team of Object.values(teams)) await seed.team(team);
  await unitOfWork.run(async ({ teams: repository, teamAccesses }) => {
    for (const [{ id: teamId }, { id: userId }, role] of accesses) {
      await teamAccesses.insert(makeTeamAccess({ teamId, userId, role }));
    }
    for (const { id } of [teams.above, teams.own, teams.foreign]) {
      await repository.replaceServiceProviders(id, [drive.id]);
    }
    await repository.replaceServiceProviders(teams.visible.id, [drive.id, visio.id]);
    await repository.replaceServiceProviders(teams.visio.id, [visio.id]);
  });
}
