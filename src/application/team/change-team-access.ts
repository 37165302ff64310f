import { type InviteAcrossOrganizations, isReachedAtOnce } from '../../domain/people/reached-at-once.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamAccessId, TeamId, UserId } from '../../domain/shared/ids.ts';
import { actingTeamRole, type Team } from '../../domain/team/team.ts';
import {
  ensureMayAddAccess,
  ensureMayOnAccess,
  ensureMaySetRole,
  operatorAccessAbilities,
  type TeamAccess,
  type TeamAccessAbilities,
  type TeamRole,
  teamAccessAbilities,
} from '../../domain/team/team-access.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { Operator } from '../shared/operator.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { queueMembershipChange, type WebhookStores } from '../webhook/delivery/queue-deliveries.ts';
import { teamAuditSubject } from './team-audit-subject.ts';

type Stores = Pick<Repositories, 'teams' | 'teamAccesses' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; clock: Clock };

/** A stored access, and what the actor may do with it after the change. */
export type WrittenTeamAccess = TeamAccess & { readonly abilities: TeamAccessAbilities };

const abilitiesOn = async (
  { teamAccesses }: Pick<Stores, 'teamAccesses'>,
  actor: Actor | Operator,
  access: TeamAccess,
): Promise<TeamAccessAbilities> => {
  const standing = await teamAccesses.standing(access.teamId, actor.userId);
  return actor.userId === null
    ? operatorAccessAbilities(standing.owners, access)
    : teamAccessAbilities(standing, actor.userId, access);
};

/** Locks the team, so that of two owners who leave at once the second is refused as the last. */
async function lockAccess(
  stores: Stores,
  actor: Actor | Operator,
  teamId: TeamId,
  id: TeamAccessId,
): Promise<{ team: Team; access: TeamAccess; abilities: TeamAccessAbilities }> {
  const team = await stores.teams.lock(teamId);
  const access = team && (await stores.teamAccesses.find(teamId, id));
  if (!access) throw new DomainError('team_access.not_found', 'No such access');
  return { team, access, abilities: await abilitiesOn(stores, actor, access) };
}

export type GrantTeamAccess = (
  actor: Actor | Operator,
  input: { readonly teamId: TeamId; readonly userId: UserId; readonly role: TeamRole },
) => Promise<WrittenTeamAccess>;

/**
 * Adds a person to a team; of another organization, where such are not to accept an invitation first: then they are unknown.
 *
 * @throws DomainError `team_access.unknown_user` (params: `value`), `team_access.management_forbidden`,
 *   `team_access.owner_grant_forbidden`, `team_access.already_exists`, `list.full`
 */
export const makeGrantTeamAccess =
  ({
    unitOfWork,
    clock,
    ids,
    inviteAcrossOrganizations: across,
  }: {
    unitOfWork: UnitOfWork<Stores & WebhookStores & Pick<Repositories, 'users' | 'storedCounts'>>;
    clock: Clock;
    ids: IdGenerator;
    inviteAcrossOrganizations: InviteAcrossOrganizations;
  }): GrantTeamAccess =>
  (actor, { teamId, userId, role }) =>
    unitOfWork.run(async ({ users, storedCounts, ...stores }) => {
      const { teams, teamAccesses, audit } = stores;
      const user = await users.find(userId);
      const isReached = user && (actor.userId === null || isReachedAtOnce(actor, user, across));
      if (!isReached) {
        throw new DomainError('team_access.unknown_user', 'No such user', { params: { value: userId } });
      }
      const team = await teams.lock(teamId);
      if (!team) throw new DomainError('team_access.management_forbidden', 'No such team');
      const standing = await teamAccesses.standing(teamId, actor.userId);
      ensureMayAddAccess(actingTeamRole(actor, standing.role), role);
      const now = clock.now();
      const id = ids.next<TeamAccessId>();
      const access: TeamAccess = { id, teamId, userId, role, createdAt: now, updatedAt: now };
      await ensureRoom({ storedCounts }, { kind: 'accesses_of_team', id: teamId });
      await teamAccesses.insert(access);
      await queueMembershipChange(stores, { teamId, userId, operation: 'add', at: now });
      await audit.append(actor, {
        ...teamAuditSubject(team),
        at: now,
        action: 'team_access.granted',
        subjectId: userId,
        details: { role },
      });
      return { ...access, abilities: await abilitiesOn(stores, actor, access) };
    });

export type SetTeamRole = (
  actor: Actor | Operator,
  input: { readonly teamId: TeamId; readonly id: TeamAccessId; readonly role: TeamRole | undefined },
) => Promise<WrittenTeamAccess>;

/**
 * Changes the role of a member of a team; without a role, nothing changes.
 *
 * @throws DomainError `team_access.not_found`, `team_access.action_forbidden`, `team_access.role_forbidden`
 */
export const makeSetTeamRole =
  ({ unitOfWork, clock }: Deps): SetTeamRole =>
  (actor, { teamId, id, role }) =>
    unitOfWork.run(async (stores) => {
      const { team, access, abilities } = await lockAccess(stores, actor, teamId, id);
      ensureMayOnAccess(abilities, 'patch');
      if (role === undefined) return { ...access, abilities };
      ensureMaySetRole(abilities, role);
      const changed: TeamAccess = { ...access, role, updatedAt: clock.now() };
      await stores.teamAccesses.update(changed);
      await stores.audit.append(actor, {
        ...teamAuditSubject(team),
        at: changed.updatedAt,
        action: 'team_access.role_changed',
        subjectId: access.userId,
        details: { role: { before: access.role, after: role } },
      });
      return { ...changed, abilities: await abilitiesOn(stores, actor, changed) };
    });

export type RevokeTeamAccess = (actor: Actor | Operator, teamId: TeamId, id: TeamAccessId) => Promise<void>;

/** Removes a person from a team. @throws DomainError `team_access.not_found`, `team_access.action_forbidden` */
export const makeRevokeTeamAccess =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<Stores & WebhookStores>;
    clock: Clock;
  }): RevokeTeamAccess =>
  (actor, teamId, id) =>
    unitOfWork.run(async (stores) => {
      const { team, access, abilities } = await lockAccess(stores, actor, teamId, id);
      ensureMayOnAccess(abilities, 'delete');
      const at = clock.now();
      const { userId } = access;
      await queueMembershipChange(stores, { teamId, userId, operation: 'remove', at });
      await stores.teamAccesses.delete(id);
      await stores.audit.append(actor, {
        ...teamAuditSubject(team),
        at,
        action: 'team_access.revoked',
        subjectId: userId,
        details: { role: access.role },
      });
    });
