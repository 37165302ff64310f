import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { UnansweredObject } from '../../../kit/page/unanswered-object.tsx';
import { Icon } from '../../../kit/text/icon.tsx';
import { isNotFound } from '../../../lib/failure.ts';
import { useDomainQuery } from '../../../lib/use-domain.ts';
import { addressIn } from '../mailbox.ts';
import { MailboxStatusTag } from '../mailbox-status-tag.tsx';
import { useMailbox } from '../use-mailbox.ts';
import { MailboxFacts } from './mailbox-facts.tsx';
import { MailboxSide } from './mailbox-side.tsx';
import { MailboxSwitch } from './mailbox-switch.tsx';
import { MailboxWaiting } from './mailbox-waiting.tsx';
import { MailboxWarnings } from './mailbox-warnings.tsx';
import { OwnerFactors } from './owner-factors.tsx';
import { OwnerSessions } from './owner-sessions.tsx';
import { SignInHelp } from './sign-in-help.tsx';

const route = getRouteApi('/people/domains/$slug/mailboxes/$id');

/** A mailbox: what it is, what waits for it, what can be done with it, and what happened to it. */
export function MailboxPage() {
  const { t } = useTranslation();
  const { slug, id } = route.useParams();
  const domain = useDomainQuery();
  const mailbox = useMailbox(slug, id);
  const above = (
    <Link to="/domains/$slug" params={{ slug }} className="back-link">
      <Icon name="back" />
      {t('mailboxes.back', { domain: domain.data?.displayName ?? '' })}
    </Link>
  );
  // Somebody whose access was taken away sees nothing more of it.
  if (domain.data === undefined || mailbox.data === undefined || isNotFound(domain.error ?? mailbox.error)) {
    return <UnansweredObject queries={[domain, mailbox]} title={t('mailboxes.title')} above={above} />;
  }
  const shown = { domain: domain.data, mailbox: mailbox.data };
  return (
    <>
      <PageHeader
        title={addressIn(domain.data, mailbox.data.localPart)}
        beside={<MailboxStatusTag status={mailbox.data.status} />}
        above={above}
      >
        <p>{t(`mailboxes.statusExplained.${mailbox.data.status}`)}</p>
      </PageHeader>
      <div className="with-side">
        <div className="stack">
          <MailboxWaiting {...shown} />
          <MailboxWarnings {...shown} />
          <MailboxFacts {...shown} />
          <SignInHelp {...shown} />
          <MailboxSwitch {...shown} />
          <OwnerSessions {...shown} />
          <OwnerFactors {...shown} />
        </div>
        <MailboxSide {...shown} />
      </div>
    </>
  );
}
