import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact } from '../../../kit/data/fact.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Mailbox } from '../mailbox.ts';
import { MailboxButtons } from '../mailbox-buttons.tsx';
import { EditMailboxDialog } from './edit-mailbox-dialog.tsx';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** What people wrote about a mailbox, and the way to change it. */
export function MailboxFacts({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const { firstName, lastName, secondaryEmail, kind } = mailbox;
  return (
    <section className="card stack">
      <div className="section-line">
        <h2>{t('mailboxes.facts.title')}</h2>
        <MailboxButtons
          domain={domain}
          mailbox={mailbox}
          buttons={[{ action: 'update', icon: 'edit', onClick: () => setEditing(true) }]}
        />
      </div>
      <dl className="facts">
        <Fact term={t('mailboxes.facts.kind')}>{t(`mailboxes.kinds.${kind}`)}</Fact>
        {kind === 'functional' && firstName === '' ? null : (
          <Fact term={t('mailboxes.fields.firstName')}>{firstName}</Fact>
        )}
        <Fact term={t(kind === 'functional' ? 'mailboxes.fields.shownName' : 'mailboxes.fields.lastName')}>
          {lastName === '' ? t('mailboxes.facts.none') : lastName}
        </Fact>
        <Fact term={t('mailboxes.fields.secondaryEmail')}>{secondaryEmail ?? t('mailboxes.facts.none')}</Fact>
      </dl>
      {isEditing ? (
        <EditMailboxDialog domain={domain} mailbox={mailbox} onClose={() => setEditing(false)} />
      ) : null}
    </section>
  );
}
