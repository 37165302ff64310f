import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import type { Column } from '../../kit/data/data-table.tsx';
import { FilterField } from '../../kit/data/filter-field.tsx';
import { type ListSearch, pageOf } from '../../kit/data/list-search.ts';
import { SearchedTable } from '../../kit/list/searched-table.tsx';
import { useSearchChange } from '../../kit/list/use-search-change.ts';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import { trpc } from '../../lib/trpc.ts';
import type { Domain } from '../../lib/use-domain.ts';
import { AddDomainDialog } from './add-domain-dialog.tsx';
import { type DomainStatus, STATUSES } from './domain.ts';
import { DomainStatusTag } from './domain-status-tag.tsx';

const route = getRouteApi('/people/domains');

const USUAL = { sort: 'name', order: 'asc' } as const;

/** The mail domains that the person has an access to; anybody may add one. */
export function DomainsPage() {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title={t('domains.title')}
        actions={
          <Button icon="add" onClick={() => setAdding(true)}>
            {t('domains.add')}
          </Button>
        }
      >
        <p>{t('domains.intro')}</p>
      </PageHeader>
      <DomainsList onAdd={() => setAdding(true)} />
      {isAdding ? <AddDomainDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

type Sort = 'name' | 'created_at';
type Search = ListSearch<Sort> & Readonly<{ status?: DomainStatus | undefined }>;

function DomainsList({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const change = useSearchChange<Search>(route.useNavigate());
  const columns = useColumns();
  const { q, status } = search;
  const domains = useQuery(
    trpc.mailDomains.list.queryOptions(
      { search: q, statuses: status === undefined ? undefined : [status], ...pageOf(search, USUAL) },
      { placeholderData: keepPreviousData },
    ),
  );
  const isNarrowed = q !== undefined || status !== undefined;

  if (domains.data === undefined) return <Unanswered query={domains} />;
  const { total, items } = domains.data;
  if (total === 0 && !isNarrowed) {
    return (
      <EmptyState icon="mail" title={t('domains.empty.title')} text={t('domains.empty.text')}>
        <Button icon="add" onClick={onAdd}>
          {t('domains.add')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <SearchedTable
      searchLabel={t('domains.search')}
      tools={
        <FilterField
          label={t('domains.statusFilter')}
          value={status}
          options={STATUSES.map((one) => [one, t(`domains.statuses.${one}`)] as const)}
          onChange={(next) => change({ status: next, page: undefined })}
        />
      }
      nothingFound={{
        title: t('domains.emptySearch.title'),
        text: t('domains.emptySearch.text'),
        all: t('domains.emptySearch.all'),
        onAll: () => change({ q: undefined, status: undefined }),
      }}
      caption={t('domains.title')}
      columns={columns}
      rows={items}
      keyOf={({ id }) => id}
      total={total}
      search={search}
      usual={USUAL}
      onChange={change}
      isBusy={domains.isPlaceholderData}
    />
  );
}

function useColumns(): readonly Column<Domain, Sort>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('domains.columns.name'),
      sort: 'name',
      isName: true,
      cell: ({ slug, displayName }) => (
        <Link to="/domains/$slug" params={{ slug }}>
          {displayName}
        </Link>
      ),
    },
    {
      key: 'status',
      title: t('domains.columns.status'),
      cell: ({ status }) => <DomainStatusTag status={status} />,
    },
    {
      key: 'mailboxes',
      title: t('domains.columns.mailboxes'),
      isExtra: true,
      isNumber: true,
      cell: ({ mailboxCount }) => mailboxCount,
    },
    {
      key: 'role',
      title: t('domains.columns.role'),
      isExtra: true,
      cell: ({ role }) => t(`domains.roles.${role}`),
    },
    {
      key: 'todo',
      title: t('domains.columns.todo'),
      isExtra: true,
      cell: ({ slug, status }) =>
        status === 'action_required' ? (
          <Link to="/domains/$slug/dns" params={{ slug }}>
            {t('domains.todo.dns')}
          </Link>
        ) : (
          t('domains.todo.none')
        ),
    },
    {
      key: 'created',
      title: t('domains.columns.created'),
      sort: 'created_at',
      isExtra: true,
      cell: ({ createdAt }) => <Moment at={createdAt} form="relative" />,
    },
  ];
}
