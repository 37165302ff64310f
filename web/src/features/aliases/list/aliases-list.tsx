import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { type ListSearch, pageOf } from '../../../kit/data/list-search.ts';
import { SearchedTable } from '../../../kit/list/searched-table.tsx';
import { useSearchChange } from '../../../kit/list/use-search-change.ts';
import { useSelection } from '../../../kit/list/use-selection.ts';
import { EmptyState } from '../../../kit/page/empty-state.tsx';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import { AliasesBar } from '../many/aliases-bar.tsx';
import { type ChosenAlias, chosenAlias } from '../many/chosen-alias.ts';
import { RemoveManyDialog } from '../many/remove-many-dialog.tsx';
import { useAliasColumns } from './alias-columns.tsx';
import { useWhyNoNew } from './why-no-new.ts';

const route = getRouteApi('/people/domains/$slug/aliases');
const USUAL = { sort: 'local_part', order: 'asc' } as const;
type Props = { readonly onNew: () => void; readonly onAdd: (localPart: string) => void };

/** The aliases that the address names, kept up to date while they are looked at. */
export function AliasesList({ onNew, onAdd }: Props) {
  const { t } = useTranslation();
  const { slug, displayName } = useDomain();
  const search = route.useSearch();
  const change = useSearchChange<ListSearch<'local_part'>>(route.useNavigate());
  const selection = useSelection<ChosenAlias>(MOST_CHANGED_AT_ONCE);
  const [isRemoving, setRemoving] = useState(false);
  const aliases = useQuery(
    trpc.aliases.byLocalPart.queryOptions(
      { domainSlug: slug, search: search.q, page: pageOf(search, USUAL) },
      { placeholderData: keepPreviousData },
    ),
  );
  const reason = useWhyNoNew(aliases.data?.whyNoNew);
  const columns = useAliasColumns({ slug, onAdd, reason });

  if (aliases.data === undefined) return <Unanswered query={aliases} />;
  const { total, items, whyNoNew } = aliases.data;
  const create = (
    <AbilityButton icon="add" isAllowed={whyNoNew === null} reason={reason} onClick={onNew}>
      {t('aliases.add')}
    </AbilityButton>
  );
  if (total === 0 && search.q === undefined) {
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
  const shown = new Map(items.map((alias) => [alias.localPart, chosenAlias(alias)]));
  // What is shown is newer than what was chosen.
  const chosen = [...selection.chosen.values()].map((one) => shown.get(one.id) ?? one);
  return (
    <>
      <SearchedTable
        searchLabel={t('aliases.search')}
        tools={create}
        nothingFound={{
          title: t('aliases.emptySearch.title'),
          text: t('aliases.emptySearch.text'),
          all: t('aliases.emptySearch.all'),
          onAll: () => change({ q: undefined, page: undefined }),
        }}
        caption={t('aliases.caption', { name: displayName })}
        columns={columns}
        rows={items}
        keyOf={({ localPart }) => localPart}
        total={total}
        search={search}
        usual={USUAL}
        onChange={change}
        isBusy={aliases.isPlaceholderData}
        choosing={{
          isChosen: ({ localPart }) => selection.chosen.has(localPart),
          onChoose: (some, isChosen) => selection.choose(some.map(chosenAlias), isChosen),
          labelOf: ({ displayAddress }) => t('aliases.many.choose', { alias: displayAddress }),
        }}
      >
        {chosen.length === 0 ? null : (
          <AliasesBar
            selection={selection}
            chosen={chosen}
            search={search.q}
            total={total}
            reason={reason}
            onRemove={() => setRemoving(true)}
          />
        )}
      </SearchedTable>
      {isRemoving ? (
        <RemoveManyDialog chosen={chosen} onClose={() => setRemoving(false)} onDone={selection.clear} />
      ) : null}
    </>
  );
}
