import { useQuery } from '@tanstack/react-query';
import { trpc } from './trpc.ts';
import type { Domain } from './use-domain.ts';

const MOST_NAMED = 5;

const PAGE = { pageSize: MOST_NAMED, orderBy: 'user__name', descending: false } as const;

/** Who administers a domain, by name, for somebody who does not; empty while that is not known. */
export function useManagers({ slug, abilities }: Domain): string {
  const { data } = useQuery(
    trpc.mailDomainAccesses.list.queryOptions(
      { domainSlug: slug, roles: ['administrator', 'owner'], page: PAGE },
      { enabled: !abilities.post },
    ),
  );
  return (data?.items ?? [])
    .map(({ user }) => user.name ?? user.email ?? '')
    .filter((name) => name !== '')
    .join(', ');
}
