import type { Mailbox, MailboxStatus } from '../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

export type MailboxOrderField =
  | 'created_at'
  | 'id'
  | 'first_name'
  | 'last_name'
  | 'local_part'
  | 'secondary_email'
  | 'status';

export type MailboxFilter = Readonly<{
  /** Part of the local part or of first and last name; compared as names of domains are. */
  search?: string | undefined;
  /** Of any of these; of any at all when absent. */
  statuses?: readonly MailboxStatus[] | undefined;
}>;

/** One round trip a page. */
export interface MailboxQueries {
  page(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: PageRequest<MailboxOrderField>,
  ): Promise<Page<Mailbox>>;
  find(mailDomainId: MailDomainId, id: MailboxId): Promise<Mailbox | undefined>;
}
