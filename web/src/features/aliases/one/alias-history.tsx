import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Timeline } from '../../../kit/page/timeline.tsx';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { historyText } from './history-text.ts';

/** What happened to an alias, the newest first; what is older when somebody wants to see it. */
export function AliasHistory({ localPart }: { readonly localPart: string }) {
  const { t } = useTranslation();
  const { slug } = useDomain();
  const history = useInfiniteQuery(
    trpc.aliases.history.infiniteQueryOptions(
      { domainSlug: slug, localPart },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  if (history.data === undefined) return <Unanswered query={history} />;
  const items = history.data.pages.flatMap((page) => page.items);
  return (
    <>
      <Timeline items={items.map((item) => ({ ...item, text: historyText(t, item) }))} />
      {history.isFetchNextPageError ? <FailureNotice error={history.error} /> : null}
      {history.hasNextPage ? (
        <Button
          size="small"
          variant="tertiary"
          icon="chevron"
          isBusy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('kit.olderHistory')}
        </Button>
      ) : null}
    </>
  );
}
