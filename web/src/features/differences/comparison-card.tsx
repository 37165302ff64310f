import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { Fact } from '../../kit/data/fact.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import { queryClient, trpc } from '../../lib/trpc.ts';
import { ComparisonState } from './comparison-state.tsx';
import type { Comparison } from './difference.ts';
import type { useComparison } from './use-comparison.ts';

type Props = { readonly slug: string; readonly comparison: ReturnType<typeof useComparison> };

/** When a domain was compared, with what result, and a comparison at once. */
export function ComparisonCard({ slug, comparison }: Props) {
  const { t } = useTranslation();
  const compare = useMutation(
    trpc.mailDrift.compare.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.mailDrift.run.pathFilter()),
    }),
  );
  if (comparison.data === undefined) return <Unanswered query={comparison} />;
  const { latest, isQueued } = comparison.data;
  const isUnderWay = isQueued || latest?.state === 'running';
  return (
    <div className="card stack">
      <div className="actions">
        <Button
          variant="secondary"
          isBusy={compare.isPending}
          isOff={isUnderWay}
          aria-describedby={isUnderWay ? 'comparison-state' : undefined}
          onClick={() => compare.mutate({ domainSlug: slug })}
        >
          {t('differences.compare')}
        </Button>
        <p id="comparison-state" role="status">
          <ComparisonState latest={latest} isQueued={isQueued} />
        </p>
      </div>
      {latest === null ? null : (
        <dl className="facts">
          <Fact term={t('differences.facts.when')}>
            <Moment at={latest.endedAt ?? latest.startedAt} />
          </Fact>
          <Fact term={t('differences.facts.toSettle')}>{latest.toSettle}</Fact>
          <Fact term={t('differences.facts.ignored')}>{latest.ignored}</Fact>
          <Fact term={t('differences.facts.rows')}>{latest.rows}</Fact>
        </dl>
      )}
      {compare.error === null ? null : <FailureNotice error={compare.error} />}
      {latest === null ? null : <Inconclusive latest={latest} />}
    </div>
  );
}

/** What the comparison could not tell, because the mail service's list cannot be read in places. */
function Inconclusive({ latest: { inconclusive } }: { readonly latest: Comparison }) {
  const { t } = useTranslation();
  if (inconclusive.length === 0) return null;
  return (
    <Notice tone="warning" title={t('differences.inconclusive.title')}>
      <ul>
        {inconclusive.map(({ object, untoldRows }) => (
          <li key={object}>{t(`differences.inconclusive.${object}`, { count: untoldRows })}</li>
        ))}
      </ul>
    </Notice>
  );
}
