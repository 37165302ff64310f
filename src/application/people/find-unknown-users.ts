import { type InviteAcrossOrganizations, isReachedAtOnce } from '../../domain/people/reached-at-once.ts';
import type { User } from '../../domain/people/user.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { UserQueries } from './user-queries.ts';

type Deps = { userQueries: Pick<UserQueries, 'find'> };

async function findOthers(
  { userQueries }: Deps,
  ids: readonly UserId[],
  isWanted: (user: User) => boolean,
): Promise<readonly UserId[]> {
  const others: UserId[] = [];
  for (const id of ids) {
    const found = await userQueries.find(id);
    if (!found || !isWanted(found.user)) others.push(id);
  }
  return others;
}

export type FindUnknownUsers = (ids: readonly UserId[]) => Promise<readonly UserId[]>;

/** Those of these ids that belong to no user. */
export const makeFindUnknownUsers =
  (deps: Deps): FindUnknownUsers =>
  (ids) =>
    findOthers(deps, ids, () => true);

export type FindUsersNotReached = (actor: Actor, ids: readonly UserId[]) => Promise<readonly UserId[]>;

/** Those of these ids that belong to no user to whom the actor can give an access at once. */
export const makeFindUsersNotReached =
  ({
    inviteAcrossOrganizations: across,
    ...deps
  }: Deps & { inviteAcrossOrganizations: InviteAcrossOrganizations }): FindUsersNotReached =>
  (actor, ids) =>
    findOthers(deps, ids, (user) => isReachedAtOnce(actor, user, across));
