import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn, type Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';
import { refreshMailboxes } from '../refresh-mailboxes.ts';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** Switches a mailbox off and on, or deletes one that the mail service does not have; what is lost is said before. */
export function MailboxSwitch({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'disable' | 'delete'>();
  const address = addressIn(domain, mailbox.localPart);
  const target = { domainSlug: domain.slug, id: mailbox.id };
  const settled = { onSettled: () => refreshMailboxes(domain.slug) };
  const enable = useMutation(
    trpc.mailboxes.enable.mutationOptions({
      ...settled,
      onSuccess: ({ waiting }) =>
        showToast({
          kind: 'success',
          text: t(waiting ? 'mailboxes.kept' : 'mailboxes.enabled', { address }),
        }),
    }),
  );
  const disable = useMutation(
    trpc.mailboxes.disable.mutationOptions({
      ...settled,
      onSuccess: ({ waiting }) => {
        setAsked(undefined);
        showToast({
          kind: 'success',
          text: t(waiting ? 'mailboxes.kept' : 'mailboxes.disabled', { address }),
        });
      },
    }),
  );
  const removal = useMutation(
    trpc.mailboxes.delete.mutationOptions({
      onSuccess: () => {
        showToast({ kind: 'success', text: t('mailboxes.deleted', { address }) });
        queryClient.removeQueries(trpc.mailboxes.get.queryFilter(target));
        void navigate({ to: '/domains/$slug', params: { slug: domain.slug } });
        refreshMailboxes(domain.slug);
      },
    }),
  );
  const isOn = mailbox.status === 'enabled' || mailbox.status === 'pending';
  return (
    <section className="card stack">
      <h2>{t('mailboxes.switch.title')}</h2>
      {enable.error === null ? null : <FailureNotice error={enable.error} />}
      <MailboxButtons
        domain={domain}
        mailbox={mailbox}
        buttons={[
          isOn
            ? { action: 'disable', color: 'error', onClick: () => setAsked('disable') }
            : { action: 'enable', isBusy: enable.isPending, onClick: () => enable.mutate(target) },
          { action: 'delete', color: 'error', onClick: () => setAsked('delete') },
        ]}
      />
      {asked === 'disable' ? (
        <ConfirmDialog
          title={t('mailboxes.disabling.title', { address })}
          submit={t('mailboxes.disabling.submit')}
          error={disable.error}
          isBusy={disable.isPending}
          onConfirm={() => disable.mutate(target)}
          onClose={() => setAsked(undefined)}
        >
          {mailbox.status === 'enabled' ? (
            <>
              <p>{t('mailboxes.disabling.text')}</p>
              <ul className="bullets">
                <li>{t('mailboxes.disabling.lost')}</li>
                <li>{t('mailboxes.disabling.signedOut')}</li>
                <li>{t('mailboxes.disabling.again')}</li>
              </ul>
            </>
          ) : (
            <p>{t('mailboxes.disabling.neverCreated')}</p>
          )}
        </ConfirmDialog>
      ) : null}
      {asked === 'delete' ? (
        <ConfirmDialog
          title={t('mailboxes.deletion.title', { address })}
          submit={t('mailboxes.deletion.submit')}
          error={removal.error}
          isBusy={removal.isPending}
          onConfirm={() => removal.mutate(target)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('mailboxes.deletion.text')}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
