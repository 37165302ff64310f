import { useTranslation } from 'react-i18next';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Alias, Progress } from '../alias.ts';

type Waiting = Readonly<{ text: string; since: string }>;

/** What the mail service has not made yet of an alias; where it is withdrawn stands beside each destination. */
export function AliasWaiting({ alias }: { readonly alias: Alias | undefined }) {
  const { t } = useTranslation();
  const seen = (progress: Progress | null, destination: string): readonly Waiting[] =>
    progress === null || 'reason' in progress
      ? []
      : [{ text: `${destination} – ${t(`aliases.states.${progress.state}`)}`, since: progress.since }];
  const ofAll = alias === undefined ? [] : seen(alias.removal, t('aliases.all'));
  // What is to be removed as a whole is said once.
  const each = (alias?.destinations ?? []).flatMap(({ progress, displayDestination }) =>
    progress?.changeId === alias?.removal?.changeId ? [] : seen(progress, displayDestination),
  );
  const waiting = [...ofAll, ...each];
  if (waiting.length === 0) return <p>{t('domains.waiting.none')}</p>;
  return (
    <ul className="timeline">
      {waiting.map(({ text, since }) => (
        <li key={text}>
          <p>{text}</p>
          <p className="timeline__when">
            <Moment at={since} />
          </p>
        </li>
      ))}
    </ul>
  );
}
