import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { Fact } from '../../kit/data/fact.tsx';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import { showFailure } from '../../kit/overlay/show-failure.ts';
import { deviceText } from '../../kit/text/device-text.ts';
import { Moment } from '../../kit/text/moment.tsx';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { AppRouter } from '../../server/client.ts';

type Session = inferRouterOutputs<AppRouter>['sessions']['list'][number];

/** One place where the person is signed in. */
export function SessionItem({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { id, address, device, signedInAt, lastSeenAt, expiresAt, isCurrent } = session;
  const where = address ?? t('account.sessions.unknownAddress');
  const name = deviceText(t, device);
  const end = useMutation(
    trpc.sessions.end.mutationOptions({
      onSuccess: () => showToast({ kind: 'success', text: t('account.sessions.ended') }),
      onError: showFailure,
      onSettled: () => queryClient.invalidateQueries(trpc.sessions.list.queryFilter()),
    }),
  );
  return (
    <li>
      <div className="todo__text">
        <p>
          <strong>{name}</strong>
        </p>
        <p>
          {t('account.sessions.signedIn')} <Moment at={signedInAt} />
        </p>
        <dl className="facts">
          <Fact term={t('account.sessions.address')}>{where}</Fact>
          {lastSeenAt === null ? null : (
            <Fact term={t('account.sessions.lastSeen')}>
              <Moment at={lastSeenAt} form="relative" />
            </Fact>
          )}
          <Fact term={t('account.sessions.ends')}>
            <Moment at={expiresAt} form="absolute" />
          </Fact>
        </dl>
      </div>
      <div className="todo__actions">
        {isCurrent ? (
          <StatusTag tone="success">{t('account.sessions.this')}</StatusTag>
        ) : (
          <Button
            size="small"
            color="neutral"
            variant="secondary"
            isBusy={end.isPending}
            onClick={() => end.mutate({ id })}
          >
            {t('account.sessions.end')}
            <span className="visually-hidden">
              {' – '}
              {name}, {where}, <Moment at={signedInAt} form="absolute" />
            </span>
          </Button>
        )}
      </div>
    </li>
  );
}
