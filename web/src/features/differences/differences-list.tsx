import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { CheckField } from '../../kit/data/check-field.tsx';
import { FilterField } from '../../kit/data/filter-field.tsx';
import { PAGE_SIZE } from '../../kit/data/list-search.ts';
import { Pagination } from '../../kit/data/pagination.tsx';
import { SearchField } from '../../kit/data/search-field.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Loading } from '../../kit/page/loading.tsx';
import { trpc } from '../../lib/trpc.ts';
import { type Asked, type Comparison, FINDINGS, type Finding } from './difference.ts';
import { DifferenceCard } from './difference-card.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/people/domains/$slug/differences');

type Search = {
  readonly q?: string | undefined;
  readonly page?: number | undefined;
  readonly finding?: Finding | undefined;
  readonly ignored?: true | undefined;
};

/** The differences that the latest comparison found, searched, filtered and selected. */
export function DifferencesList({ slug, latest }: { readonly slug: string; readonly latest: Comparison }) {
  const { t } = useTranslation();
  const search: Search = route.useSearch();
  const navigate = route.useNavigate();
  const selection = useSelection();
  const [asked, setAsked] = useState<Asked>();
  const { q, page = 1, finding, ignored } = search;
  const wanted = {
    domainSlug: slug,
    search: q,
    findings: finding === undefined ? undefined : [finding],
    toSettle: finding === undefined,
    withIgnored: ignored,
  };
  const differences = useQuery(
    trpc.mailDrift.list.queryOptions(
      { ...wanted, page: { page, pageSize: PAGE_SIZE } },
      { placeholderData: keepPreviousData },
    ),
  );
  const change = useCallback(
    (next: Search) =>
      void navigate({ search: (former) => ({ ...former, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const find = useCallback(
    (text: string) => change({ q: text === '' ? undefined : text, page: undefined }),
    [change],
  );
  if (differences.data === undefined) {
    return differences.isPending ? (
      <Loading />
    ) : (
      <FailureNotice error={differences.error} onRetry={() => void differences.refetch()} />
    );
  }
  const { total, items } = differences.data;
  const isNarrowed = q !== undefined || finding !== undefined;
  return (
    <>
      <div className="list-tools">
        <SearchField label={t('differences.search')} value={q ?? ''} onSearch={find} />
        <FilterField
          label={t('differences.finding')}
          value={finding}
          options={FINDINGS.map((one) => [one, t(`differences.findings.${one}`)] as const)}
          onChange={(next) => change({ finding: next, page: undefined })}
        />
        {latest.ignored > 0 || ignored ? (
          <CheckField
            label={t('differences.withIgnored', { count: latest.ignored })}
            isChecked={ignored === true}
            onChange={(next) => change({ ignored: next ? true : undefined, page: undefined })}
          />
        ) : null}
      </div>
      {total === 0 ? (
        <EmptyState
          icon={isNarrowed ? 'search' : 'check'}
          title={t(isNarrowed ? 'differences.noneFound' : 'differences.none')}
          text={t(isNarrowed ? 'differences.noneFoundText' : 'differences.noneText')}
        >
          {isNarrowed ? (
            <Button variant="secondary" onClick={() => change({ q: undefined, finding: undefined })}>
              {t('differences.showAll')}
            </Button>
          ) : null}
        </EmptyState>
      ) : (
        <>
          <SelectionBar wanted={wanted} shown={items} total={total} selection={selection} onAsk={setAsked} />
          <ul className="differences" aria-busy={differences.isPlaceholderData}>
            {items.map((difference) => (
              <li key={difference.id}>
                <DifferenceCard slug={slug} difference={difference} selection={selection} onAsk={setAsked} />
              </li>
            ))}
          </ul>
          <div className="table-frame">
            <Pagination
              page={page}
              pages={Math.max(1, Math.ceil(total / PAGE_SIZE))}
              total={total}
              onPage={(next) => change({ page: next === 1 ? undefined : next })}
            />
          </div>
        </>
      )}
      {asked === undefined ? null : (
        <SettleDialog slug={slug} {...asked} onClose={() => setAsked(undefined)} onDone={selection.clear} />
      )}
    </>
  );
}
