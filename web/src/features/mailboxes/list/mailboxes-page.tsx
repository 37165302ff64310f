import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../../kit/action/ability-button.tsx';
import { useTitle } from '../../../kit/page/use-title.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { CreateMailboxDialog } from '../create/create-mailbox-dialog.tsx';
import { useReason } from '../use-reason.ts';
import { MailboxesList } from './mailboxes-list.tsx';

/** The mailboxes of a domain. */
export function MailboxesPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const reasonOf = useReason(domain);
  const { whyNoNewMailbox: code } = domain;
  const [isCreating, setCreating] = useState(false);
  useTitle(`${t('mailboxes.title')} – ${domain.displayName}`);
  const add = (
    <AbilityButton
      icon="add"
      isAllowed={code === null}
      reason={code === null ? '' : reasonOf(code)}
      onClick={() => setCreating(true)}
    >
      {t('mailboxes.add')}
    </AbilityButton>
  );
  return (
    <section className="stack">
      <div className="section-line">
        <h2>{t('mailboxes.title')}</h2>
        {add}
      </div>
      <MailboxesList domain={domain} />
      {isCreating ? <CreateMailboxDialog domain={domain} onClose={() => setCreating(false)} /> : null}
    </section>
  );
}
