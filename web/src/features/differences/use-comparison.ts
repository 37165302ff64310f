import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../lib/announce.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';

/** How often is asked while a comparison is awaited: what it has read so far is counted. */
const SOON_MS = 2_000;

/** The latest comparison of a domain. When one ends while the page is open, what it found is shown by itself. */
export function useComparison(slug: string) {
  const { t } = useTranslation();
  const comparison = useQuery(
    trpc.mailDrift.run.queryOptions(
      { domainSlug: slug },
      {
        refetchInterval: ({ state: { data } }) =>
          data?.isQueued || data?.latest?.state === 'running' ? SOON_MS : false,
      },
    ),
  );
  const end = comparison.data && (comparison.data.latest?.endedAt ?? '');
  const toSettle = comparison.data?.latest?.toSettle ?? 0;
  const shown = useRef(end);
  useEffect(() => {
    const isNew = shown.current !== undefined && end !== undefined && end !== '' && shown.current !== end;
    shown.current = end === '' ? (shown.current ?? '') : end;
    if (!isNew) return;
    void queryClient.invalidateQueries(trpc.mailDrift.list.pathFilter());
    announce(t('differences.over', { count: toSettle }));
  }, [end, toSettle, t]);
  return comparison;
}
