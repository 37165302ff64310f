import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { Breakable } from '../../../kit/text/breakable.tsx';
import type { Alias, Destination } from '../alias.ts';
import { ProgressLine } from './progress-line.tsx';
import { RemoveDestinationDialog } from './remove-destination-dialog.tsx';

type Props = { readonly alias: Alias; readonly destination: Destination; readonly reason: string };

/** One destination: in place, on its way, or refused. */
export function DestinationItem({ alias, destination, reason }: Props) {
  const { t } = useTranslation();
  const [isRemoving, setRemoving] = useState(false);
  const { id, displayDestination, progress, abilities } = destination;
  const isOwn = destination.destination === alias.address;
  const what = { destination: displayDestination, alias: alias.displayAddress };
  return (
    <li className="destination">
      <div className="destination__line">
        <span className="destination__address">
          <Breakable text={displayDestination} />
          {isOwn ? <span className="destination__note"> {t('aliases.ownMailbox')}</span> : null}
          {progress === null ? <span className="visually-hidden"> – {t('aliases.inPlace')}</span> : null}
        </span>
        {id === null || progress?.state === 'to_be_removed' ? null : (
          <AbilityButton
            isAllowed={abilities.delete}
            reason={reason}
            isReasonElsewhere
            size="small"
            variant="tertiary"
            color="neutral"
            icon="close"
            aria-label={t('aliases.removal.one', what)}
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {progress === null ? null : (
        <ProgressLine
          progress={progress}
          what={what}
          // What is to be removed as a whole is withdrawn as a whole.
          isWithdrawn={abilities.withdraw && progress.changeId !== alias.removal?.changeId}
        />
      )}
      {isRemoving && id !== null ? (
        <RemoveDestinationDialog alias={alias} destination={destination} onClose={() => setRemoving(false)} />
      ) : null}
    </li>
  );
}
