import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { HandOverLink } from '../hand-over-link.tsx';
import { addressIn, type Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';
import { SecretLink } from '../secret-link.tsx';
import { type EnrolmentLink, FactorReset } from './factor-reset.tsx';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** The second factors of the owner of a mailbox; asked for when somebody wants to see them. */
export function OwnerFactors({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const [isWanted, setWanted] = useState(false);
  return (
    <section className="card stack">
      <h2>{t('mailboxes.factors.title')}</h2>
      {isWanted ? (
        <FactorList domain={domain} mailbox={mailbox} />
      ) : (
        <MailboxButtons
          domain={domain}
          mailbox={mailbox}
          buttons={[{ action: 'listFactors', onClick: () => setWanted(true) }]}
        />
      )}
    </section>
  );
}

function FactorList({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const [link, setLink] = useState<EnrolmentLink>();
  const target = { domainSlug: domain.slug, id: mailbox.id };
  const address = addressIn(domain, mailbox.localPart);
  const factors = useQuery(trpc.mailboxes.factors.queryOptions(target));
  if (factors.data === undefined) return <Unanswered query={factors} />;
  const { authenticators, recoveryCodesLeft, reset } = factors.data;
  if (link !== undefined) return <SecretLink {...link} kind="enrolment" address={address} />;
  if (authenticators.length === 0) {
    return (
      <>
        <p>{t('mailboxes.factors.none')}</p>
        {mailbox.abilities.handOverEnrolmentLink ? (
          <HandOverLink domainSlug={domain.slug} id={mailbox.id} address={address} kind="enrolment" />
        ) : (
          <MailboxButtons domain={domain} mailbox={mailbox} buttons={[{ action: 'handOverEnrolmentLink' }]} />
        )}
      </>
    );
  }
  return (
    <>
      <ul className="todo">
        {authenticators.map(({ kind, createdAt, lastUsedAt }) => (
          <li key={`${kind} ${createdAt}`}>
            <div className="todo__text">
              <p>
                <strong>{t(`mailboxes.factors.kinds.${kind}`)}</strong>
              </p>
              <p className="timeline__when">
                {t('mailboxes.factors.added')} <Moment at={createdAt} />
                {' – '}
                {lastUsedAt === null ? (
                  t('mailboxes.factors.neverUsed')
                ) : (
                  <>
                    {t('mailboxes.factors.lastUsed')} <Moment at={lastUsedAt} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p>{t('mailboxes.factors.recoveryCodes', { count: recoveryCodesLeft })}</p>
      <FactorReset domain={domain} mailbox={mailbox} reset={reset} onLink={setLink} />
    </>
  );
}
