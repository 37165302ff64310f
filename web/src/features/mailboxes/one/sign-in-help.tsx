import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { HandOverLink } from '../hand-over-link.tsx';
import { addressIn, type Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';
import { refreshMailboxes } from '../refresh-mailboxes.ts';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** For an owner who does not get in: links and passwords, mailed to the other address or handed over. */
export function SignInHelp({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const { id, secondaryEmail } = mailbox;
  const address = secondaryEmail ?? '';
  const done = (text: string) => ({
    onSuccess: () => showToast({ kind: 'success', text }),
    onSettled: () => refreshMailboxes(domain.slug),
  });
  const link = useMutation(
    trpc.mailboxes.sendLoginLink.mutationOptions(done(t('mailboxes.help.linkSent', { address }))),
  );
  const password = useMutation(
    trpc.mailboxes.resetPassword.mutationOptions(done(t('mailboxes.help.passwordSent', { address }))),
  );
  const invitation = useMutation(
    trpc.mailboxes.invitePassword.mutationOptions(done(t('mailboxes.help.invited', { address }))),
  );
  const target = { domainSlug: domain.slug, id };
  const errors = [link.error, password.error, invitation.error].filter((error) => error !== null);
  return (
    <section className="card stack">
      <h2>{t('mailboxes.help.title')}</h2>
      <p>
        {secondaryEmail === null
          ? t('mailboxes.help.noSecondary')
          : t('mailboxes.help.secondary', { address: secondaryEmail })}
      </p>
      {errors.map((error) => (
        <FailureNotice key={error.message} error={error} />
      ))}
      <MailboxButtons
        domain={domain}
        mailbox={mailbox}
        buttons={[
          { action: 'sendLoginLink', isBusy: link.isPending, onClick: () => link.mutate(target) },
          { action: 'resetPassword', isBusy: password.isPending, onClick: () => password.mutate(target) },
          {
            action: 'invitePassword',
            isBusy: invitation.isPending,
            onClick: () => invitation.mutate(target),
          },
        ]}
      />
      {mailbox.abilities.handOverPasswordLink ? (
        <HandOverLink
          domainSlug={domain.slug}
          id={id}
          address={addressIn(domain, mailbox.localPart)}
          kind="password"
        />
      ) : null}
    </section>
  );
}
