import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Mailbox } from '../mailbox.ts';
import { refreshMailboxes } from '../refresh-mailboxes.ts';
import { useForbidden } from '../use-forbidden.ts';
import { refusedText, stepsText, troubleText } from '../waiting-text.ts';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** What waits for the mail service, to be withdrawn, or what was not done. */
export function MailboxWaiting({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const forbidden = useForbidden(domain);
  const withdraw = useMutation(
    trpc.mailChanges.cancel.mutationOptions({
      onSuccess: () => showToast({ kind: 'success', text: t('mailboxes.waiting.withdrawn') }),
      onSettled: () => refreshMailboxes(domain.slug),
    }),
  );
  const { waiting, change, id } = mailbox;
  if (waiting === null) {
    const refused = refusedText(t, mailbox);
    if (refused === '') return null;
    return (
      <Notice tone="warning" title={t('mailboxes.waiting.notDone')}>
        <p>{refused}</p>
      </Notice>
    );
  }
  const trouble = troubleText(t, waiting);
  return (
    <Notice tone={trouble === '' ? 'info' : 'warning'} title={t('mailboxes.waiting.title')}>
      <p>
        {stepsText(t, waiting, change, domain)} – {t('mailboxes.waiting.since')} <Moment at={waiting.since} />
      </p>
      {trouble === '' ? null : <p>{t('mailboxes.waiting.because', { trouble })}</p>}
      {withdraw.error === null ? null : <FailureNotice error={withdraw.error} />}
      <AbilityButton
        size="small"
        variant="secondary"
        isAllowed={domain.abilities.post}
        reason={forbidden}
        isBusy={withdraw.isPending}
        onClick={() => withdraw.mutate({ domainSlug: domain.slug, id })}
      >
        {t('mailboxes.waiting.withdraw')}
      </AbilityButton>
    </Notice>
  );
}
