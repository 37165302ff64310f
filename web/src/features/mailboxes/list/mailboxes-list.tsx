import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterField } from '../../../kit/data/filter-field.tsx';
import type { ListSearch } from '../../../kit/data/list-search.ts';
import { SearchedTable } from '../../../kit/list/searched-table.tsx';
import { useSearchChange } from '../../../kit/list/use-search-change.ts';
import { useSelection } from '../../../kit/list/use-selection.ts';
import { EmptyState } from '../../../kit/page/empty-state.tsx';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import type { BulkAction, Chosen } from '../bulk/bulk.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { BulkChangePanel } from '../bulk/bulk-change-panel.tsx';
import { BulkDialog } from '../bulk/bulk-dialog.tsx';
import { LatestBulkChange } from '../bulk/latest-bulk-change.tsx';
import { addressIn, type MailboxStatus, STATUSES } from '../mailbox.ts';
import { type MailboxSort, useMailboxColumns } from './mailbox-columns.tsx';
import { USUAL, useMailboxes } from './use-mailboxes.ts';

const route = getRouteApi('/people/domains/$slug/');

type Search = ListSearch<MailboxSort> &
  Readonly<{ status?: MailboxStatus | undefined; bulk?: string | undefined }>;

/** The mailboxes that the address names: searched, filtered, ordered and cut by the server. */
export function MailboxesList({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const change = useSearchChange<Search>(route.useNavigate());
  const mailboxes = useMailboxes(domain.slug);
  const columns = useMailboxColumns(domain);
  const selection = useSelection<Chosen>(MOST_CHANGED_AT_ONCE);
  const [action, setAction] = useState<BulkAction>();
  const [isNew, setNew] = useState(false);
  if (mailboxes.data === undefined) return <Unanswered query={mailboxes} />;
  const { total, items } = mailboxes.data;
  const isNarrowed = search.q !== undefined || search.status !== undefined;
  if (total === 0 && !isNarrowed) {
    return <EmptyState icon="mail" title={t('mailboxes.empty.title')} text={t('mailboxes.empty.text')} />;
  }
  const show = (bulk: string) => {
    setNew(true);
    change({ bulk });
  };
  const byId = new Map<string, Chosen>(items.map((mailbox) => [mailbox.id, mailbox]));
  // What is shown is newer than what was chosen.
  const chosen = [...selection.chosen.values()].map((one) => byId.get(one.id) ?? one);
  return (
    <div className="stack">
      {search.bulk === undefined ? (
        <LatestBulkChange domain={domain} onShow={show} />
      ) : (
        <BulkChangePanel
          key={search.bulk}
          domain={domain}
          id={search.bulk}
          isNew={isNew}
          onClose={() => change({ bulk: undefined })}
        />
      )}
      <SearchedTable
        searchLabel={t('mailboxes.search')}
        tools={
          <FilterField
            label={t('mailboxes.columns.status')}
            value={search.status}
            options={STATUSES.map((one) => [one, t(`mailboxes.statuses.${one}`)] as const)}
            onChange={(status) => change({ status, page: undefined })}
          />
        }
        nothingFound={{
          title: t('mailboxes.emptySearch.title'),
          text: t('mailboxes.emptySearch.text'),
          all: t('mailboxes.emptySearch.all'),
          onAll: () => change({ q: undefined, status: undefined }),
        }}
        caption={t('mailboxes.title')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        total={total}
        search={search}
        usual={USUAL}
        onChange={change}
        isBusy={mailboxes.isPlaceholderData}
        choosing={{
          isChosen: ({ id }) => selection.chosen.has(id),
          onChoose: selection.choose,
          labelOf: ({ localPart }) => t('bulk.choose', { address: addressIn(domain, localPart) }),
        }}
      >
        {chosen.length === 0 ? null : (
          <BulkBar domain={domain} chosen={chosen} selection={selection} total={total} onAct={setAction} />
        )}
      </SearchedTable>
      {action === undefined ? null : (
        <BulkDialog
          domain={domain}
          action={action}
          chosen={chosen}
          onClose={() => setAction(undefined)}
          onDone={({ id }) => {
            setAction(undefined);
            selection.clear();
            show(id);
          }}
        />
      )}
    </div>
  );
}
