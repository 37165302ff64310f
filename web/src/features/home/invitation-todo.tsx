import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import { showFailure } from '../../kit/overlay/show-failure.ts';
import { Moment } from '../../kit/text/moment.tsx';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { AppRouter } from '../../server/client.ts';

type Invitation = inferRouterOutputs<AppRouter>['invitations']['own'][number];

/** An invitation to a team or a mail domain, to be taken or left. */
export function InvitationTodo({ invitation }: { readonly invitation: Invitation }) {
  const { t } = useTranslation();
  const { id, name, role, expiresAt } = invitation;
  const answered = (text: string) => ({
    onSuccess: () => showToast({ kind: 'success', text }),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries(),
  });
  const accept = useMutation(trpc.invitations.accept.mutationOptions(answered(t('home.accepted', { name }))));
  const decline = useMutation(
    trpc.invitations.decline.mutationOptions(answered(t('home.declined', { name }))),
  );
  return (
    <li>
      <StatusTag tone="info">{t('home.invitationTag')}</StatusTag>
      <div className="todo__text">
        <p>{t('home.invitation', { name, role: t(`home.roles.${role}`) })}</p>
        <p className="timeline__when">
          {t('home.invitationUntil')} <Moment at={expiresAt} form="absolute" />
        </p>
      </div>
      <div className="todo__actions">
        <Button size="small" isBusy={accept.isPending} onClick={() => accept.mutate({ id })}>
          {t('home.accept')}
          <span className="visually-hidden"> {name}</span>
        </Button>
        <Button
          size="small"
          color="neutral"
          variant="secondary"
          isBusy={decline.isPending}
          onClick={() => decline.mutate({ id })}
        >
          {t('home.decline')}
          <span className="visually-hidden"> {name}</span>
        </Button>
      </div>
    </li>
  );
}
