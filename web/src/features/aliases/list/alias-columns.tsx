import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../kit/data/data-table.tsx';
import { Breakable } from '../../../kit/text/breakable.tsx';
import type { Alias } from '../alias.ts';
import { AliasActions } from './alias-actions.tsx';
import { AliasDestinations } from './alias-destinations.tsx';
import { AliasWarnings } from './alias-warnings.tsx';

type Options = {
  readonly slug: string;
  readonly onAdd: (localPart: string) => void;
  /** Why aliases cannot be changed by this person; empty when they can. */
  readonly reason: string;
};

export function useAliasColumns({ slug, onAdd, reason }: Options): readonly Column<Alias, 'local_part'>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'address',
      title: t('aliases.columns.address'),
      sort: 'local_part',
      isName: true,
      cell: ({ displayAddress, localPart, warnings }) => (
        <div className="alias-name">
          <Link to="/domains/$slug/aliases/$localPart" params={{ slug, localPart }}>
            <Breakable text={displayAddress} />
          </Link>
          <AliasWarnings warnings={warnings} />
        </div>
      ),
    },
    {
      key: 'destinations',
      title: t('aliases.columns.destinations'),
      cell: (alias) => (
        <>
          <AliasDestinations alias={alias} reason={reason} />
          <AliasActions alias={alias} reason={reason} onAdd={() => onAdd(alias.localPart)} />
        </>
      ),
    },
  ];
}
