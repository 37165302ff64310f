import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import type { Alias } from '../alias.ts';
import { ProgressLine } from './progress-line.tsx';
import { RemoveAliasDialog } from './remove-alias-dialog.tsx';

type Props = { readonly alias: Alias; readonly reason: string; readonly onAdd: () => void };

/** What can be done with an alias as a whole, and what waits for it. */
export function AliasActions({ alias, reason, onAdd }: Props) {
  const { t } = useTranslation();
  const [isRemoving, setRemoving] = useState(false);
  const { displayAddress, removal, abilities } = alias;
  const about = <span className="visually-hidden"> – {displayAddress}</span>;
  return (
    <>
      {removal === null ? null : (
        <ProgressLine
          progress={removal}
          what={{ alias: displayAddress, destination: t('aliases.all') }}
          isWithdrawn={abilities.withdraw}
        />
      )}
      {removal?.state === 'to_be_removed' ? null : (
        <div className="alias-actions">
          <AbilityButton
            isAllowed={reason === ''}
            reason={reason}
            isReasonElsewhere
            size="small"
            variant="tertiary"
            icon="add"
            onClick={onAdd}
          >
            {t('aliases.addDestinations')}
            {about}
          </AbilityButton>
          <AbilityButton
            isAllowed={abilities.delete}
            reason={reason}
            isReasonElsewhere
            size="small"
            variant="tertiary"
            color="error"
            onClick={() => setRemoving(true)}
          >
            {t('aliases.removal.all')}
            {about}
          </AbilityButton>
        </div>
      )}
      {isRemoving ? <RemoveAliasDialog alias={alias} onClose={() => setRemoving(false)} /> : null}
    </>
  );
}
