import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../kit/data/data-table.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { type Mailbox, nameOf } from '../mailbox.ts';
import { MailboxStatusTag } from '../mailbox-status-tag.tsx';
import type { MAILBOX_SORTS } from '../mailboxes-search.ts';
import { MailboxNews } from './mailbox-news.tsx';

export type MailboxSort = (typeof MAILBOX_SORTS)[number];

/** The columns of the list of mailboxes of a domain. */
export function useMailboxColumns(domain: Domain): readonly Column<Mailbox, MailboxSort>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'address',
      title: t('mailboxes.columns.address'),
      sort: 'local_part',
      isName: true,
      cell: ({ id, localPart }) => (
        <Link to="/domains/$slug/mailboxes/$id" params={{ slug: domain.slug, id }}>
          {localPart}
          <wbr />
          {`@${domain.displayName}`}
        </Link>
      ),
    },
    {
      key: 'name',
      title: t('mailboxes.columns.name'),
      sort: 'last_name',
      isExtra: true,
      cell: (mailbox) => (
        <>
          {nameOf(mailbox)}
          {mailbox.kind === 'functional' ? <p className="quiet">{t('mailboxes.functional')}</p> : null}
        </>
      ),
    },
    {
      key: 'status',
      title: t('mailboxes.columns.status'),
      sort: 'status',
      cell: (mailbox) => (
        <>
          <MailboxStatusTag status={mailbox.status} />
          <MailboxNews mailbox={mailbox} domain={domain} />
        </>
      ),
    },
    {
      key: 'secondary',
      title: t('mailboxes.columns.secondary'),
      sort: 'secondary_email',
      isSpare: true,
      cell: ({ secondaryEmail }) => secondaryEmail ?? t('mailboxes.noSecondary'),
    },
    {
      key: 'created',
      title: t('mailboxes.columns.created'),
      sort: 'created_at',
      isSpare: true,
      cell: ({ createdAt }) => <Moment at={createdAt} form="relative" />,
    },
  ];
}
