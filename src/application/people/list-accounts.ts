import {
  ensureMayReadAccounts,
  type UserManagement,
  type UserManager,
  userManagement,
} from '../../domain/people/user-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { AccountFilter, UserQueries, UserView } from './user-queries.ts';

type Deps = { userQueries: UserQueries };

export type ListAccounts = (
  by: UserManager,
  filter: AccountFilter,
  request: CursorRequest<'created_at'>,
) => Promise<Page<UserView>>;

/** All accounts, active or not, for staff. @throws DomainError `user.action_forbidden` */
export const makeListAccounts =
  ({ userQueries }: Deps): ListAccounts =>
  async (by, filter, request) => {
    ensureMayReadAccounts(by);
    return searchPage(filter.search, (search) => userQueries.accounts({ ...filter, search }, request));
  };

export type InspectAccount = (
  by: UserManager,
  id: UserId,
) => Promise<UserView & { readonly management: UserManagement }>;

/**
 * Any account and what the actor may change of it, for staff.
 * @throws DomainError `user.action_forbidden`, `user.not_found`
 */
export const makeInspectAccount =
  ({ userQueries }: Deps): InspectAccount =>
  async (by, id) => {
    ensureMayReadAccounts(by);
    const found = await userQueries.find(id);
    if (!found) throw new DomainError('user.not_found', 'No such user');
    return { ...found, management: userManagement(by, found.user) };
  };
