import type { Actor } from '../actor.ts';
import type { Page, PageRequest, UserFilter, UserQueries, UserView } from '../ports/queries.ts';

type Deps = { userQueries: UserQueries };
export type ListUsers = (
  actor: Actor,
  filter: UserFilter,
  request: PageRequest<'created_at'>,
) => Promise<Page<UserView>>;

/** The people of the actor's organization. */
export const makeListUsers =
  ({ userQueries }: Deps): ListUsers =>
  (actor, filter, request) =>
    userQueries.page(actor, filter, request);
