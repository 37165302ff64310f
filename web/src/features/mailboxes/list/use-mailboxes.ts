import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { pageOf } from '../../../kit/data/list-search.ts';
import { trpc } from '../../../lib/trpc.ts';

const route = getRouteApi('/people/domains/$slug/');

/** Where the address says no order. */
export const USUAL = { sort: 'local_part', order: 'asc' } as const;

/** The page of mailboxes that the address names, kept up to date while it is looked at. */
export function useMailboxes(domainSlug: string) {
  const search = route.useSearch();
  const { q, status } = search;
  return useQuery(
    trpc.mailboxes.list.queryOptions(
      {
        domainSlug,
        search: q,
        statuses: status === undefined ? undefined : [status],
        page: pageOf(search, USUAL),
      },
      { placeholderData: keepPreviousData },
    ),
  );
}
