import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../lib/announce.ts';
import { trpc } from '../../../lib/trpc.ts';
import { countOf } from './outcome-text.ts';

/** A change of many mailboxes; its end is told to those who do not see it. */
export function useBulkChange(domainSlug: string, changeId: string) {
  const { t } = useTranslation();
  const change = useQuery(
    trpc.mailboxes.getBulkChange.queryOptions({ domainSlug, changeId }, { staleTime: 0 }),
  );
  const waiting = change.data === undefined ? undefined : countOf(change.data, 'waiting');
  const refused = change.data === undefined ? 0 : countOf(change.data, 'refused');
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (waiting === 0 && before.current !== undefined && before.current > 0) {
      announce(t('bulk.over', { count: refused }));
    }
    before.current = waiting;
  }, [waiting, refused, t]);
  return change;
}
