import type { UserId } from '../../domain/shared/ids.ts';
import type { UserQueries } from './user-queries.ts';

export type FindUnknownUsers = (ids: readonly UserId[]) => Promise<readonly UserId[]>;

/** Those of these ids that belong to no user. */
export const makeFindUnknownUsers =
  ({ userQueries }: { userQueries: UserQueries }): FindUnknownUsers =>
  async (ids) => {
    const unknown: UserId[] = [];
    for (const id of ids) if (!(await userQueries.find(id))) unknown.push(id);
    return unknown;
  };
