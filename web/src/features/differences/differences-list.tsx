import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../../kit/data/check-field.tsx';
import { FilterField } from '../../kit/data/filter-field.tsx';
import { PAGE_SIZE } from '../../kit/data/list-search.ts';
import { Pagination } from '../../kit/data/pagination.tsx';
import { ListTools } from '../../kit/list/list-tools.tsx';
import { NothingFound } from '../../kit/list/nothing-found.tsx';
import { useSearchChange } from '../../kit/list/use-search-change.ts';
import { useSelection } from '../../kit/list/use-selection.ts';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { trpc } from '../../lib/trpc.ts';
import { MOST_CHANGED_AT_ONCE } from '../../server/schemas.ts';
import { type Asked, type Comparison, type Difference, FINDINGS, type Finding } from './difference.ts';
import { DifferenceCard } from './difference-card.tsx';
import { SettleBar } from './settle-bar.tsx';
import { SettleDialog } from './settle-dialog.tsx';

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
  const change = useSearchChange<Search>(route.useNavigate());
  const selection = useSelection<Difference>(MOST_CHANGED_AT_ONCE);
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
  if (differences.data === undefined) return <Unanswered query={differences} />;
  const { total, items } = differences.data;
  const isNarrowed = q !== undefined || finding !== undefined;
  return (
    <>
      <ListTools label={t('differences.search')} text={q} onChange={change}>
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
      </ListTools>
      {total === 0 && isNarrowed ? (
        <NothingFound
          title={t('differences.noneFound')}
          text={t('differences.noneFoundText')}
          all={t('differences.showAll')}
          onAll={() => change({ q: undefined, finding: undefined })}
        />
      ) : total === 0 ? (
        <EmptyState icon="check" title={t('differences.none')} text={t('differences.noneText')} />
      ) : (
        <>
          <SettleBar wanted={wanted} shown={items} total={total} selection={selection} onAsk={setAsked} />
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
              isBusy={differences.isPlaceholderData}
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
