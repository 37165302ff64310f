import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Button } from '../../kit/action/button.tsx';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { DataTable } from '../../kit/data/data-table.tsx';
import { FilterField } from '../../kit/data/filter-field.tsx';
import { PAGE_SIZE } from '../../kit/data/list-search.ts';
import { SearchField } from '../../kit/data/search-field.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Loading } from '../../kit/page/loading.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { trpc } from '../../lib/trpc.ts';
import { type accessSearch, ROLE_KINDS } from './access-search.ts';
import { useRoleColumns } from './use-role-columns.tsx';

const route = getRouteApi('/people/account/access');

const USUAL = { sort: 'name', order: 'asc' } as const;

/** What the person may do where. */
export function AccessPage() {
  const { t } = useTranslation();
  useTitle(`${t('account.tabs.access')} – ${t('account.title')}`);
  return (
    <section className="stack">
      <h2>{t('account.access.title')}</h2>
      <p>{t('account.access.text')}</p>
      <RoleList />
    </section>
  );
}

function RoleList() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useRoleColumns();
  const { q, kind, page = 1, sort = USUAL.sort, order = USUAL.order } = search;
  const roles = useQuery(
    trpc.users.roles.queryOptions(
      {
        search: q,
        kind,
        page: { page, pageSize: PAGE_SIZE, orderBy: sort, descending: order === 'desc' },
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const change = useCallback(
    (next: z.infer<typeof accessSearch>) =>
      void navigate({ search: (former) => ({ ...former, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const find = useCallback(
    (text: string) => change({ q: text === '' ? undefined : text, page: undefined }),
    [change],
  );
  if (roles.data === undefined) {
    return roles.isPending ? (
      <Loading />
    ) : (
      <FailureNotice error={roles.error} onRetry={() => void roles.refetch()} />
    );
  }
  const { total, items } = roles.data;
  if (total === 0 && q === undefined && kind === undefined) {
    return (
      <EmptyState icon="person" title={t('account.access.none')} text={t('account.access.noneText')}>
        <LinkButton to="/domains">{t('account.access.toDomains')}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <div>
      <div className="list-tools">
        <SearchField label={t('account.access.search')} value={q ?? ''} onSearch={find} />
        <FilterField
          label={t('account.access.kind')}
          value={kind}
          options={ROLE_KINDS.map((one) => [one, t(`account.access.kinds.${one}`)] as const)}
          onChange={(next) => change({ kind: next, page: undefined })}
        />
      </div>
      {total === 0 ? (
        <EmptyState icon="search" title={t('kit.nothingFound')} text={t('account.access.nothingFoundText')}>
          <Button variant="secondary" onClick={() => change({ q: undefined, kind: undefined })}>
            {t('account.access.all')}
          </Button>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('account.access.title')}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          total={total}
          search={search}
          usual={USUAL}
          onChange={change}
          isBusy={roles.isPlaceholderData}
        />
      )}
    </div>
  );
}
