import type { Mailbox, MailboxDetails, MailboxEdits } from '../../domain/mailbox/mailbox.ts';
import type { MailboxStatus, Provisioned } from '../../domain/mailbox/provisioning.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** What lists of the REST contract show of a mailbox. */
export type ListedMailbox = MailboxEdits &
  Pick<Mailbox, 'id' | 'localPart' | 'status'> & {
    /** Whether the provisioner is yet to switch it on or off. */
    readonly isSwitched: boolean;
  };

/** What people are told of a mailbox, and what decides what they may do with it. */
export type MailboxView = MailboxDetails & Pick<Mailbox, 'id' | 'createdAt' | 'updatedAt'> & Provisioned;

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
  ): Promise<Page<ListedMailbox>>;
  /** The same page. */
  pageOfViews(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: PageRequest<MailboxOrderField>,
  ): Promise<Page<MailboxView>>;
  find(mailDomainId: MailDomainId, id: MailboxId): Promise<MailboxView | undefined>;
}
