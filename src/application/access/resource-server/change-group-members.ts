import { ensureServiceMayWrite, serviceStanding } from '../../../domain/access/service-standing.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { ensureMayOnTeam, type Team } from '../../../domain/team/team.ts';
import type { Actor } from '../../shared/actor.ts';
import type { TextDigest } from '../../shared/system.ts';
import { makeGrantTeamAccess, makeRevokeTeamAccess } from '../../team/change-team-access.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { groupVersion } from './group-version.ts';
import { joinedUnitOfWork } from './joined-unit-of-work.ts';
import type { ServiceScope } from './service-scope.ts';

/** Most members that one request may add and remove: each costs round trips of its own. */
export const MOST_MEMBER_CHANGES = 100;

type Deps = Omit<Parameters<typeof makeGrantTeamAccess>[0], 'unitOfWork'> &
  Omit<Parameters<typeof makeRevokeTeamAccess>[0], 'unitOfWork'> & {
    unitOfWork: UnitOfWork;
    digest: TextDigest;
  };
type Input = {
  readonly externalId: string;
  /** Whether the caller's precondition accepts this version of the group. */
  readonly expects: (version: string) => boolean;
  /** The wanted members, from the present ones. May throw, and then nothing changes. */
  readonly change: (members: readonly UserId[]) => readonly UserId[];
};
export type ChangeGroupMembers = (scope: ServiceScope<'seen_teams'>, input: Input) => Promise<void>;

/**
 * Adds people to a team as members and removes people from it, all or nothing, with the rules, consequences and audit
 * entries of `GrantTeamAccess` and `RevokeTeamAccess`.
 *
 * @throws DomainError `team.not_found`, `team.action_forbidden` to members and for services without a link,
 *   `group.version_mismatch`, `group.too_many_changes`, and those of the two use cases
 */
export const makeChangeGroupMembers = ({ unitOfWork, digest, ...deps }: Deps): ChangeGroupMembers => {
  return ({ actor, audience }, { externalId, expects, change }) =>
    unitOfWork.run(async (stores) => {
      const team = await lockGroupFor(stores, actor, audience, externalId);
      const accesses = await stores.teamAccesses.list(team.id);
      const members = accesses.map(({ userId }) => userId);
      if (!expects(groupVersion(digest, team, members))) {
        throw new DomainError('group.version_mismatch', 'The group is not what the caller thinks it is');
      }
      const wanted = new Set(change(members));
      const added = [...wanted].filter((userId) => !members.includes(userId));
      const removed = accesses.filter(({ userId }) => !wanted.has(userId));
      if (added.length + removed.length > MOST_MEMBER_CHANGES) {
        throw new DomainError('group.too_many_changes', 'Too many members change at once');
      }
      const joined = { ...deps, unitOfWork: joinedUnitOfWork(stores) };
      const [grant, revoke] = [makeGrantTeamAccess(joined), makeRevokeTeamAccess(joined)];
      for (const userId of added) await grant(actor, { teamId: team.id, userId, role: 'member' });
      for (const { id } of removed) await revoke(actor, team.id, id);
    });
};

/** Locks the team, so that it, its links and its members do not change until the end of the transaction. */
async function lockGroupFor(
  { teams, teamAccesses }: Pick<Repositories, 'teams' | 'teamAccesses'>,
  actor: Actor,
  audience: string,
  externalId: string,
): Promise<Team> {
  const found = await teams.findByExternalId(externalId);
  const team = found && (await teams.lock(found.id));
  if (!team || (await teams.seenAs(team.id, actor)) === undefined) {
    throw new DomainError('team.not_found', 'No such team');
  }
  ensureServiceMayWrite(
    serviceStanding(await teams.isLinkedTo(team.id, audience), team.isVisibleAllServices),
  );
  // A person who sees the team through a team below it has the rights of a member.
  const { role = 'member' } = await teamAccesses.standing(team.id, actor.userId);
  ensureMayOnTeam(role, 'manageAccesses');
  return team;
}
