import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { Button } from '../../../kit/action/button.tsx';
import { Icon } from '../../../kit/text/icon.tsx';
import { useDomain } from '../../../lib/use-domain.ts';
import type { AliasCheck } from '../alias.ts';

type Props = {
  readonly destination: string;
  /** Undefined while the server has not looked at it. */
  readonly check: AliasCheck['destinations'][number] | undefined;
  readonly refusal: string | undefined;
  readonly onRemove: () => void;
};

/** One destination that is to be added, with what is wrong with it, to be taken out again. */
export function DestinationRow({ destination, check, refusal, onRemove }: Props) {
  const { t } = useTranslation();
  const { displayName } = useDomain();
  const id = useId();
  const problem = check?.problem ?? null;
  const wrong =
    problem === null
      ? refusal
      : failureText({
          code: problem,
          params: { destination, destinations: destination },
        });
  const warning = check?.isUnknown ? t('aliases.unknownInside', { name: displayName }) : undefined;
  const note = wrong ?? warning;
  return (
    <li className={wrong === undefined ? 'destination-row' : 'destination-row destination-row--wrong'}>
      <div>
        <p>{destination}</p>
        {note === undefined ? null : (
          <p
            className={wrong === undefined ? 'destination-row__warning' : 'destination-row__problem'}
            id={id}
          >
            <Icon name="warning" />
            {note}
          </p>
        )}
      </div>
      <Button
        size="small"
        variant="tertiary"
        color="neutral"
        icon="close"
        aria-label={t('aliases.takeOut', { destination })}
        aria-describedby={note === undefined ? undefined : id}
        data-first-problem={wrong === undefined ? undefined : ''}
        onClick={onRemove}
      />
    </li>
  );
}
