import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from './trpc.ts';
import type { Domain } from './use-domain.ts';

const MOST_NAMED = 5;

const PAGE = { pageSize: MOST_NAMED, orderBy: 'user__name', descending: false } as const;

/** Whom to ask, by name, for somebody who does not administer a domain; empty for those who do, and while it is not known. */
export function useWhoCould({ slug, abilities }: Domain): string {
  const { t } = useTranslation();
  const { data } = useQuery(
    trpc.mailDomainAccesses.list.queryOptions(
      { domainSlug: slug, roles: ['administrator', 'owner'], page: PAGE },
      { enabled: !abilities.post },
    ),
  );
  const people = (data?.items ?? [])
    .map(({ user }) => user.name ?? user.email ?? '')
    .filter((name) => name !== '')
    .join(', ');
  return people === '' ? '' : t('kit.whoCould', { people });
}
