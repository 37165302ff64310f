import { useTranslation } from 'react-i18next';
import { Field } from '../../../kit/form/field.tsx';
import { announce } from '../../../lib/announce.ts';
import { DestinationRow } from './destination-row.tsx';
import { endsWithDestination, readDestinations } from './read-destinations.ts';
import type { PlanCheck } from './use-alias-check.ts';

type Props = {
  readonly destinations: readonly string[];
  /** What is typed and not yet a row. */
  readonly typed: string;
  readonly check: PlanCheck | undefined;
  /** What the mail service said of those it refused. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
  readonly onChange: (destinations: readonly string[]) => void;
};

/** Several addresses: typed one by one or pasted as a list, each then a row of its own. */
export function DestinationsField({ destinations, typed, check, refusals, error, onType, onChange }: Props) {
  const { t } = useTranslation();
  const take = (text: string) => {
    const added = readDestinations(text).filter((one) => !destinations.includes(one));
    onType('');
    if (added.length === 0) return;
    onChange([...destinations, ...added]);
    announce(t('aliases.added', { count: added.length }));
  };
  return (
    <div className="destinations-field">
      <Field label={t('aliases.destinations')} hint={t('aliases.destinationsHint')} error={error} isRequired>
        {(control) => (
          <textarea
            rows={2}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...control}
            onChange={({ target: { value } }) => (endsWithDestination(value) ? take(value) : onType(value))}
            onPaste={(event) => {
              event.preventDefault();
              take(`${typed} ${event.clipboardData.getData('text/plain')}`);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              take(typed);
            }}
          />
        )}
      </Field>
      {destinations.length === 0 ? null : (
        <ul className="destination-rows" aria-label={t('aliases.chosen', { count: destinations.length })}>
          {destinations.map((destination) => (
            <DestinationRow
              key={destination}
              destination={destination}
              check={check?.ofDestination[destination]}
              refusal={refusals[destination]}
              onRemove={() => onChange(destinations.filter((other) => other !== destination))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
