import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { useDomain } from '../../lib/use-domain.ts';

type Props = { readonly part: 'access' };

/** A part of a domain that is not in the console yet. */
function ComingPage({ part }: Props) {
  const { t } = useTranslation();
  const { displayName } = useDomain();
  const title = t(`domains.tabs.${part}`);
  useTitle(`${title} – ${displayName}`);
  return (
    <section className="stack">
      <h2>{title}</h2>
      <EmptyState icon="wait" title={t('domains.soon.title')} text={t('domains.soon.text')} />
    </section>
  );
}

export const ComingAccess = () => <ComingPage part="access" />;
