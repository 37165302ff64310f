import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { Moment } from '../../kit/text/moment.tsx';
import { showToast } from '../../lib/toasts.ts';
import { troubleOf } from '../../lib/trouble-of.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import { useDomain } from '../../lib/use-domain.ts';

const MOST = 100;

/** The changes of a domain that the mail service has not made yet, each to be withdrawn. */
export function WaitingPage() {
  const { t } = useTranslation();
  const { slug, name, displayName } = useDomain();
  useTitle(`${t('domains.tabs.waiting')} – ${displayName}`);
  const changes = useQuery(
    trpc.mailChanges.list.queryOptions({ domainSlug: slug, page: { pageSize: MOST } }),
  );
  const withdraw = useMutation(
    trpc.mailChanges.cancel.mutationOptions({
      onSuccess: () => showToast({ kind: 'success', text: t('domains.waiting.withdrawn') }),
      onSettled: () => queryClient.invalidateQueries(trpc.mailChanges.list.pathFilter()),
    }),
  );
  if (changes.data === undefined) return <Unanswered query={changes} />;
  const { items } = changes.data;
  return (
    <section className="stack">
      <h2>{t('domains.tabs.waiting')}</h2>
      {withdraw.error === null ? null : <FailureNotice error={withdraw.error} />}
      {items.length === 0 ? (
        <EmptyState icon="check" title={t('domains.waiting.none')} text={t('domains.waiting.noneText')} />
      ) : (
        <ul className="todo">
          {items.map((item) => {
            const address = `${item.localPart}@${name}`;
            return (
              <li key={item.id}>
                <div className="todo__text">
                  <p>
                    <strong>{address}</strong> – {t(`domains.waiting.objects.${item.object}`)}:{' '}
                    {item.steps.map((step) => t(`domains.waiting.steps.${step}`)).join(', ')}
                  </p>
                  <p className="timeline__when">
                    <Moment at={item.since} />
                    {item.trouble === null
                      ? null
                      : ` – ${t(`domains.waiting.troubles.${troubleOf(item.trouble)}`)}`}
                  </p>
                </div>
                <Button
                  size="small"
                  variant="secondary"
                  isBusy={withdraw.isPending && withdraw.variables.id === item.id}
                  onClick={() => withdraw.mutate({ domainSlug: slug, id: item.id })}
                >
                  {t('domains.waiting.withdraw')}
                  <span className="visually-hidden"> – {address}</span>
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
