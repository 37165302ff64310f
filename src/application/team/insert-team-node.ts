import type { ServiceProviderId, TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import { depthOf, nextChildPath } from '../../domain/team/team-path.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
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

/**
 * Stores a team of the actor's organization with the actor as its owner, as the last root or the last child of its
 * parent. Takes the lock of the tree.
 *
 * @throws DomainError `team.not_found` (the parent), `team.action_forbidden`, `list.full`
 */
export async function insertTeamNode(
  { teams, teamAccesses, audit, storedCounts }: PlantStores,
  actor: Actor,
  { name, parentId, isVisibleAllServices, serviceProviderIds }: NewTeam,
  { clock, ids, teamsPerOwnerMax }: PlantDeps,
): Promise<Team> {
  await teams.lockTree();
  await ensureRoom({ storedCounts }, { kind: 'teams_of_owner', id: actor.userId }, teamsPerOwnerMax);
  const above = parentId === null ? '' : (await lockTeamFor(teams, actor, parentId, 'patch')).path;
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
    organizationId: actor.organizationId,
    isVisibleAllServices,
    ...dates,
  };
  await teams.insert(team);
  const accessId = ids.next<TeamAccessId>();
  await teamAccesses.insert({ id: accessId, teamId: team.id, userId: actor.userId, role: 'owner', ...dates });
  await audit.append(actor, {
    ...teamAuditSubject(team),
    at: now,
    action: 'team.created',
    subjectId: actor.userId,
    details: { role: 'owner', below: parentId, serviceProviderIds },
  });
  return team;
}
