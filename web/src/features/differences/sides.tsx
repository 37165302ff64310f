import { useTranslation } from 'react-i18next';
import { Fact } from '../../kit/data/fact.tsx';
import type { Difference } from './difference.ts';

type Facts = NonNullable<Difference['here']>;

/** Names and state of a mailbox here and at the mail service, side by side. */
export function Sides({ difference: { here, there } }: { readonly difference: Difference }) {
  const { t } = useTranslation();
  if (here === null && there === null) return null;
  return (
    <dl className="facts">
      <Fact term={t('differences.here')}>
        {here === null ? t('differences.absent') : <FactsText facts={here} />}
      </Fact>
      <Fact term={t('differences.there')}>
        {there === null ? t('differences.absent') : <FactsText facts={there} />}
      </Fact>
    </dl>
  );
}

function FactsText({ facts: { firstName, lastName, isActive } }: { readonly facts: Facts }) {
  const { t } = useTranslation();
  const name = `${firstName} ${lastName}`.trim();
  const state = isActive === null ? '' : t(isActive ? 'differences.mailboxOn' : 'differences.mailboxOff');
  return <>{[name === '' ? t('differences.unnamed') : name, state].filter(Boolean).join(', ')}</>;
}
