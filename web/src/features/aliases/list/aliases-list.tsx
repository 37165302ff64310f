import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { Button } from '../../../kit/action/button.tsx';
import { DataTable } from '../../../kit/data/data-table.tsx';
import { type ListSearch, PAGE_SIZE } from '../../../kit/data/list-search.ts';
import { SearchField } from '../../../kit/data/search-field.tsx';
import { EmptyState } from '../../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Loading } from '../../../kit/page/loading.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { useAliasColumns } from './alias-columns.tsx';
import { useWhyNoNew } from './why-no-new.ts';

const route = getRouteApi('/people/domains/$slug/aliases');
const USUAL = { sort: 'local_part', order: 'asc' } as const;
type Props = { readonly onNew: () => void; readonly onAdd: (localPart: string) => void };

/** The aliases that the address names, kept up to date while they are looked at. */
export function AliasesList({ onNew, onAdd }: Props) {
  const { t } = useTranslation();
  const { slug, displayName } = useDomain();
  const { q, page = 1, sort = USUAL.sort, order = USUAL.order } = route.useSearch();
  const navigate = route.useNavigate();
  const aliases = useQuery(
    trpc.aliases.byLocalPart.queryOptions(
      {
        domainSlug: slug,
        search: q,
        page: { page, pageSize: PAGE_SIZE, orderBy: sort, descending: order === 'desc' },
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const reason = useWhyNoNew(aliases.data?.whyNoNew);
  const columns = useAliasColumns({ onAdd, reason });
  const change = useCallback(
    (next: ListSearch<'local_part'>) =>
      void navigate({ search: (former) => ({ ...former, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const find = useCallback(
    (text: string) => change({ q: text === '' ? undefined : text, page: undefined }),
    [change],
  );

  if (aliases.data === undefined) {
    return aliases.isPending ? (
      <Loading />
    ) : (
      <FailureNotice error={aliases.error} onRetry={() => void aliases.refetch()} />
    );
  }
  const { total, items, whyNoNew } = aliases.data;
  const create = (
    <AbilityButton icon="add" isAllowed={whyNoNew === null} reason={reason} onClick={onNew}>
      {t('aliases.add')}
    </AbilityButton>
  );
  if (total === 0 && q === undefined) {
    return (
      <EmptyState
        icon="mail"
        title={t('aliases.empty.title')}
        text={t('aliases.empty.text', { name: displayName })}
      >
        {create}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="list-tools">
        <SearchField label={t('aliases.search')} value={q ?? ''} onSearch={find} />
        {create}
      </div>
      {total === 0 ? (
        <EmptyState icon="search" title={t('aliases.emptySearch.title')} text={t('aliases.emptySearch.text')}>
          <Button variant="secondary" onClick={() => find('')}>
            {t('aliases.emptySearch.all')}
          </Button>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('aliases.caption', { name: displayName })}
          columns={columns}
          rows={items}
          keyOf={({ localPart }) => localPart}
          total={total}
          search={{ page, sort, order }}
          usual={USUAL}
          onChange={change}
          isBusy={aliases.isPlaceholderData}
        />
      )}
    </>
  );
}
