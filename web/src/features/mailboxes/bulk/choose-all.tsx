import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChooseAllButton } from '../../../kit/list/choose-all-button.tsx';
import type { Selection } from '../../../kit/list/use-selection.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import type { Chosen } from './bulk.ts';

type Props = { readonly domainSlug: string; readonly selection: Selection<Chosen>; readonly total: number };

const route = getRouteApi('/people/domains/$slug/');

/** Chooses all mailboxes that the search and the filter of the address find. */
export function ChooseAll({ domainSlug, selection, total }: Props) {
  const { t } = useTranslation();
  const { q, status } = route.useSearch();
  if (total <= selection.chosen.size || selection.chosen.size === MOST_CHANGED_AT_ONCE) return null;
  const load = async () => {
    const wanted = { domainSlug, search: q, statuses: status === undefined ? undefined : [status] };
    const found = await queryClient.fetchQuery(trpc.mailboxes.select.queryOptions(wanted, { staleTime: 0 }));
    return found.items;
  };
  return (
    <ChooseAllButton load={load} onChoose={(items) => selection.choose(items, true)}>
      {total > MOST_CHANGED_AT_ONCE
        ? t('bulk.chooseFirst', { count: MOST_CHANGED_AT_ONCE, total })
        : t('bulk.chooseAll', { count: total })}
    </ChooseAllButton>
  );
}
