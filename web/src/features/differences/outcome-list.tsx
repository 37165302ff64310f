import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../i18n/failure-text.ts';
import { Notice } from '../../kit/page/notice.tsx';
import { nameOf, type Outcome, type Resolution } from './difference.ts';

type Props = {
  readonly slug: string;
  readonly resolution: Resolution;
  readonly outcomes: readonly Outcome[];
};

type Refused = Extract<Outcome, { outcome: 'refused' }>;

/** What became of differences that were settled together: how many, what waits, and what was refused, with why. */
export function OutcomeList({ slug, resolution, outcomes }: Props) {
  const { t } = useTranslation();
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const refused = outcomes.filter((one): one is Refused => one.outcome === 'refused');
  const [settled, waiting] = [count('settled'), count('waiting')];
  return (
    <div className="dialog__body" role="status">
      {settled === 0 ? null : (
        <Notice tone="success">
          <p>
            {t(`differences.outcome.${resolution === 'reopen' ? 'reopened' : 'settled'}`, { count: settled })}
          </p>
        </Notice>
      )}
      {waiting === 0 ? null : (
        <Notice tone="info">
          <p>
            {t('differences.outcome.waiting', { count: waiting })}{' '}
            <Link to="/domains/$slug/waiting" params={{ slug }}>
              {t('domains.seeWaiting')}
            </Link>
          </p>
        </Notice>
      )}
      {refused.length === 0 ? null : (
        <Notice tone="warning" title={t('differences.outcome.refused', { count: refused.length })}>
          <ul className="settle-outcomes">
            {refused.map(({ id, address, destination, code, params }) => (
              <li key={id}>
                {address === null ? null : <strong>{nameOf({ address, destination })}: </strong>}
                {failureText({ code, params })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
