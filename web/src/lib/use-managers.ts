import { useQuery } from '@tanstack/react-query';
import { trpc } from './trpc.ts';
import type { Domain } from './use-domain.ts';

const MOST = 100;
const MOST_NAMED = 5;

/** Who administers a domain, by name, for somebody who does not; empty while that is not known. */
export function useManagers({ slug, abilities }: Domain): string {
  const { data } = useQuery(
    trpc.mailDomainAccesses.list.queryOptions(
      { domainSlug: slug, page: { pageSize: MOST, orderBy: 'role', descending: false } },
      { enabled: !abilities.post },
    ),
  );
  return (data?.items ?? [])
    .filter(({ role }) => role !== 'viewer')
    .map(({ user }) => user.name ?? user.email ?? '')
    .filter((name) => name !== '')
    .slice(0, MOST_NAMED)
    .join(', ');
}
