import { useTranslation } from 'react-i18next';
import type { Column } from '../../../kit/data/data-table.tsx';
import { StatusTag } from '../../../kit/data/status-tag.tsx';
import type { Alias } from '../alias.ts';
import { AliasActions } from './alias-actions.tsx';
import { AliasDestinations } from './alias-destinations.tsx';

type Options = {
  readonly onAdd: (localPart: string) => void;
  /** Why aliases cannot be changed by this person; empty when they can. */
  readonly reason: string;
};

const TONES = { copy_kept: 'neutral', mailbox_shadowed: 'warning' } as const;

export function useAliasColumns({ onAdd, reason }: Options): readonly Column<Alias, 'local_part'>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'address',
      title: t('aliases.columns.address'),
      sort: 'local_part',
      isName: true,
      cell: ({ displayAddress, warnings }) => (
        <div className="alias-name">
          <BrokenAddress address={displayAddress} />
          {warnings.map((warning) => (
            <StatusTag key={warning} tone={TONES[warning]}>
              {t(`aliases.mailbox.${warning}`)}
            </StatusTag>
          ))}
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

/** An address that is broken before its domain where it must be. */
function BrokenAddress({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@');
  return (
    <span>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
