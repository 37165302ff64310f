import type { ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import { depthOf, nextChildPath } from '../../domain/team/team-path.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import { lockTeamFor } from './lock-team-for.ts';
import { teamAuditSubject } from './team-audit-subject.ts';

export type NewTeam = Readonly<{
  name: string;
  /** Null for a root. */
  parentId: TeamId | null;
  isVisibleAllServices: boolean;
  /** Services that are to see the team; the caller links them. */
  serviceProviderIds: readonly ServiceProviderId[];
}>;

export type PlantStores = Pick<Repositories, 'teams' | 'teamAccesses' | 'audit' | 'storedCounts'>;
export type PlantDeps = Readonly<{
  clock: Clock;
  ids: IdGenerator;
  /** Most teams that one person may own. */
  teamsPerOwnerMax: number;
}>;

/** Who makes a team, and the person who is to own it: themselves, unless an operator makes it. */
export type Founding = Readonly<{
  by: Actor | Operator;
  owner: Pick<Actor, 'userId' | 'organizationId'>;
}>;

/**
 * Stores a team with its owner, of whose organization it is, as the last root or the last child of its
 * parent. Takes the lock of the tree.
 *
 * @throws DomainError `team.not_found` (the parent), `team.action_forbidden`, `list.full`
 */
export async function insertTeamNode(
  { teams, teamAccesses, audit, storedCounts }: PlantStores,
  { by, owner }: Founding,
  { name, parentId, isVisibleAllServices, serviceProviderIds }: NewTeam,
  { clock, ids, teamsPerOwnerMax }: PlantDeps,
): Promise<Team> {
  await teams.lockTree();
  await ensureRoom({ storedCounts }, { kind: 'teams_of_owner', id: owner.userId }, teamsPerOwnerMax);
  const above = parentId === null ? '' : (await lockTeamFor(teams, by, parentId, 'patch')).path;
  const path = nextChildPath(above, await teams.lastChildPath(above));
  const now = clock.now();
  const dates = { createdAt: now, updatedAt: now };
  const team: Team = {
    id: ids.next<TeamId>(),
    name,
    path,
    depth: depthOf(path),
    numchild: 0,
    externalId: ids.next<string>(),
    organizationId: owner.organizationId,
    isVisibleAllServices,
    ...dates,
  };
  await teams.insert(team);
  const accessId = ids.next<TeamAccessId>();
  await teamAccesses.insert({ id: accessId, teamId: team.id, userId: owner.userId, role: 'owner', ...dates });
  await audit.append(by, {
    ...teamAuditSubject(team),
    at: now,
    action: 'team.created',
    subjectId: owner.userId,
    details: { role: 'owner', below: parentId, serviceProviderIds },
  });
  return team;
}
