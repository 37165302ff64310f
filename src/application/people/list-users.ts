import { asSeenBy } from '../../domain/people/email-verification.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { ListedUserView, UserFilter, UserQueries } from './user-queries.ts';

type Deps = { userQueries: UserQueries };
export type ListUsers = (
  actor: Actor,
  filter: UserFilter,
  request: PageRequest<'created_at'>,
) => Promise<Page<ListedUserView>>;

/** The people of the actor's organization; other people's addresses only when verified. */
export const makeListUsers =
  ({ userQueries }: Deps): ListUsers =>
  async (actor, filter, request) => {
    const { total, items } = await searchPage(filter.search, (search) =>
      userQueries.page(actor, { ...filter, search }, request),
    );
    return { total, items: items.map((view) => ({ ...view, user: asSeenBy(actor.userId, view.user) })) };
  };
