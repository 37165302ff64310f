import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { useDomain } from '../../lib/use-domain.ts';
import { useWhoCould } from '../../lib/use-who-could.ts';
import { ComparisonCard } from './comparison-card.tsx';
import { TITLE_ID } from './difference.ts';
import { DifferencesList } from './differences-list.tsx';
import '../../theme/differences.css';
import { useComparison } from './use-comparison.ts';

/** What differs between a domain here and at the mail service, to be settled one by one or many at once. */
export function DifferencesPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const whoCould = useWhoCould(domain);
  useTitle(`${t('domains.tabs.differences')} – ${domain.displayName}`);
  return (
    <section className="stack">
      <h2 id={TITLE_ID} tabIndex={-1}>
        {t('differences.title')}
      </h2>
      <p>{t('differences.explanation')}</p>
      {domain.abilities.post ? (
        <Differences slug={domain.slug} />
      ) : (
        <EmptyState icon="info" title={t('differences.forbidden')} text={whoCould} />
      )}
    </section>
  );
}

function Differences({ slug }: { readonly slug: string }) {
  const comparison = useComparison(slug);
  const { data } = comparison;
  return (
    <>
      <ComparisonCard slug={slug} comparison={comparison} />
      {data?.latest == null ? null : <DifferencesList slug={slug} latest={data.latest} />}
    </>
  );
}
