import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { deviceText } from '../../../kit/text/device-text.ts';
import { Moment } from '../../../kit/text/moment.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** Where the owner of a mailbox is signed in with it; asked for when somebody wants to see it. */
export function OwnerSessions({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(false);
  return (
    <section className="card stack">
      <h2>{t('mailboxes.sessions.title')}</h2>
      {isWanted ? (
        <SessionList domain={domain} mailbox={mailbox} />
      ) : (
        <MailboxButtons
          domain={domain}
          mailbox={mailbox}
          buttons={[{ action: 'listSessions', onClick: () => setWanted(true) }]}
        />
      )}
    </section>
  );
}

function SessionList({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const target = { domainSlug: domain.slug, id: mailbox.id };
  const sessions = useQuery(trpc.mailboxes.sessions.queryOptions(target));
  const end = useMutation(
    trpc.mailboxes.endSessions.mutationOptions({
      onSuccess: () => showToast({ kind: 'success', text: t('mailboxes.sessions.ended') }),
      onSettled: () => queryClient.invalidateQueries(trpc.mailboxes.sessions.queryFilter(target)),
    }),
  );
  if (sessions.data === undefined) return <Unanswered query={sessions} />;
  if (sessions.data.length === 0) return <p>{t('mailboxes.sessions.none')}</p>;
  return (
    <>
      {end.error === null ? null : <FailureNotice error={end.error} />}
      <ul className="todo">
        {sessions.data.map(({ id, clients, device, address, signedInAt }) => {
          const shown = deviceText(t, device);
          return (
            <li key={id}>
              <div className="todo__text">
                <p>
                  <strong>{shown}</strong>
                  {clients.length === 0 ? null : ` – ${clients.join(', ')}`}
                </p>
                <p className="timeline__when">
                  <Moment at={signedInAt} />
                  {address === null ? null : ` – ${address}`}
                </p>
              </div>
              <Button
                size="small"
                variant="secondary"
                isBusy={end.isPending && end.variables.sessionId === id}
                onClick={() => end.mutate({ ...target, sessionId: id })}
              >
                {t('mailboxes.sessions.end')}
                <span className="visually-hidden"> – {shown}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <MailboxButtons
        domain={domain}
        mailbox={mailbox}
        buttons={[
          {
            action: 'endSessions',
            isBusy: end.isPending && end.variables.sessionId === undefined,
            onClick: () => end.mutate(target),
          },
        ]}
      />
    </>
  );
}
