import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import type { Selection } from '../../../kit/list/use-selection.ts';
import { showFailure } from '../../../kit/overlay/show-failure.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import type { Chosen } from './bulk.ts';

type Props = { readonly domainSlug: string; readonly selection: Selection<Chosen>; readonly total: number };

const route = getRouteApi('/people/domains/$slug/');

/** Chooses all that the search and the filter of the address find, not only the page that is shown. */
export function ChooseAll({ domainSlug, selection, total }: Props) {
  const { t } = useTranslation();
  const { q, status } = route.useSearch();
  const reading = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery(
        trpc.mailboxes.select.queryOptions(
          { domainSlug, search: q, statuses: status === undefined ? undefined : [status] },
          { staleTime: 0 },
        ),
      ),
    onSuccess: ({ items }) => selection.choose(items, true),
    onError: showFailure,
  });
  if (total <= selection.chosen.size || selection.chosen.size === MOST_CHANGED_AT_ONCE) return null;
  return (
    <Button size="small" variant="tertiary" isBusy={reading.isPending} onClick={() => reading.mutate()}>
      {total > MOST_CHANGED_AT_ONCE
        ? t('bulk.chooseFirst', { count: MOST_CHANGED_AT_ONCE, total })
        : t('bulk.chooseAll', { count: total })}
    </Button>
  );
}
