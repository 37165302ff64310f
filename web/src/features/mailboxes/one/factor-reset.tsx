import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import type { AppRouter } from '../../../server/client.ts';
import type { Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';

type Props = {
  readonly domain: Domain;
  readonly mailbox: Mailbox;
  /** The request that waits for its confirmation. */
  readonly reset: inferRouterOutputs<AppRouter>['mailboxes']['factors']['reset'];
  /** Called with the link that came with the confirmation, which is not told again. */
  readonly onLink: (link: EnrolmentLink) => void;
};

export type EnrolmentLink = Readonly<{ url: string; expiresAt: string }>;

/** For an owner who lost theirs: one administrator asks for the factors to be taken away, another one confirms it. */
export function FactorReset({ domain, mailbox, reset, onLink }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'request' | 'confirm'>();
  const target = { domainSlug: domain.slug, id: mailbox.id };
  const settled = {
    onSettled: () => queryClient.invalidateQueries(trpc.mailboxes.factors.queryFilter(target)),
  };
  const tell = (text: string) => {
    setAsked(undefined);
    showToast({ kind: 'success', text });
  };
  const request = useMutation(
    trpc.mailboxes.requestFactorReset.mutationOptions({
      ...settled,
      onSuccess: ({ needsSecond }) =>
        tell(t(needsSecond ? 'mailboxes.reset.requested' : 'mailboxes.reset.requestedAlone')),
    }),
  );
  const confirm = useMutation(
    trpc.mailboxes.confirmFactorReset.mutationOptions({
      ...settled,
      onSuccess: ({ link }) => {
        if (link !== null) onLink(link);
        tell(t('mailboxes.reset.confirmed'));
      },
    }),
  );
  const cancel = useMutation(
    trpc.mailboxes.cancelFactorReset.mutationOptions({
      ...settled,
      onSuccess: () => tell(t('mailboxes.reset.cancelled')),
    }),
  );
  if (reset === null) {
    return (
      <>
        <MailboxButtons
          domain={domain}
          mailbox={mailbox}
          buttons={[{ action: 'resetFactors', color: 'error', onClick: () => setAsked('request') }]}
        />
        {asked === 'request' ? (
          <ConfirmDialog
            title={t('mailboxes.reset.title')}
            submit={t('mailboxes.reset.request')}
            error={request.error}
            isBusy={request.isPending}
            onConfirm={() => request.mutate(target)}
            onClose={() => setAsked(undefined)}
          >
            <p>{t('mailboxes.reset.text')}</p>
          </ConfirmDialog>
        ) : null}
      </>
    );
  }
  const by = reset.requestedBy.name ?? reset.requestedBy.email ?? '';
  return (
    <Notice tone="warning" title={t('mailboxes.reset.waits')}>
      <p>
        {t('mailboxes.reset.by', { person: by })} <Moment at={reset.createdAt} />.{' '}
        {t('mailboxes.reset.until')} <Moment at={reset.expiresAt} />.
      </p>
      {cancel.error === null ? null : <FailureNotice error={cancel.error} />}
      <div className="actions">
        <AbilityButton
          size="small"
          color="error"
          isAllowed={reset.abilities.confirm}
          reason={t('mailboxes.reset.notYou')}
          onClick={() => setAsked('confirm')}
        >
          {t('mailboxes.reset.confirm')}
        </AbilityButton>
        <AbilityButton
          size="small"
          variant="secondary"
          isAllowed={reset.abilities.cancel}
          reason=""
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate({ ...target, resetId: reset.id })}
        >
          {t('mailboxes.reset.cancel')}
        </AbilityButton>
      </div>
      {asked === 'confirm' ? (
        <ConfirmDialog
          title={t('mailboxes.reset.confirmTitle')}
          submit={t('mailboxes.reset.confirm')}
          error={confirm.error}
          isBusy={confirm.isPending}
          onConfirm={() => confirm.mutate({ ...target, resetId: reset.id, withLink: true })}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('mailboxes.reset.confirmText')}</p>
        </ConfirmDialog>
      ) : null}
    </Notice>
  );
}
