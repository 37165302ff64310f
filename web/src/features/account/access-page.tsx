import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { FilterField } from '../../kit/data/filter-field.tsx';
import { pageOf } from '../../kit/data/list-search.ts';
import { SearchedTable } from '../../kit/list/searched-table.tsx';
import { useSearchChange } from '../../kit/list/use-search-change.ts';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
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
  const change = useSearchChange<z.infer<typeof accessSearch>>(route.useNavigate());
  const columns = useRoleColumns();
  const { q, kind } = search;
  const roles = useQuery(
    trpc.users.roles.queryOptions(
      { search: q, kind, page: pageOf(search, USUAL) },
      { placeholderData: keepPreviousData },
    ),
  );
  if (roles.data === undefined) return <Unanswered query={roles} />;
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
      <SearchedTable
        searchLabel={t('account.access.search')}
        tools={
          <FilterField
            label={t('account.access.kind')}
            value={kind}
            options={ROLE_KINDS.map((one) => [one, t(`account.access.kinds.${one}`)] as const)}
            onChange={(next) => change({ kind: next, page: undefined })}
          />
        }
        nothingFound={{
          title: t('kit.nothingFound'),
          text: t('account.access.nothingFoundText'),
          all: t('account.access.all'),
          onAll: () => change({ q: undefined, kind: undefined }),
        }}
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
    </div>
  );
}
