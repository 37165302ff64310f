import { useTranslation } from 'react-i18next';
import { Fact } from '../../../kit/data/fact.tsx';
import { ObjectHistory } from '../../../kit/page/object-history.tsx';
import { SidePanel } from '../../../kit/page/side-panel.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Mailbox } from '../mailbox.ts';
import { historyText } from './history-text.ts';
import { MailboxAliases } from './mailbox-aliases.tsx';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** Beside a mailbox: since when it is here, which aliases lead to it, and what happened to it. */
export function MailboxSide({ domain, mailbox }: Props) {
  const { t } = useTranslation();
  const { id, createdAt, updatedAt } = mailbox;
  return (
    <SidePanel
      sections={[
        {
          title: t('domains.side'),
          content: (
            <dl className="facts">
              <Fact term={t('mailboxes.columns.created')}>
                <Moment at={createdAt} />
              </Fact>
              <Fact term={t('mailboxes.facts.updated')}>
                <Moment at={updatedAt} />
              </Fact>
            </dl>
          ),
        },
        {
          title: t('mailboxes.aliases.title'),
          content: <MailboxAliases domain={domain} mailbox={mailbox} />,
        },
        {
          title: t('kit.history'),
          content: (
            <ObjectHistory objectType="mailbox" objectId={id} textOf={(action) => historyText(t, action)} />
          ),
        },
      ]}
    />
  );
}
