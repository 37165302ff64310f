import type { Mailbox, MailboxDetails, MailboxEdits } from '../../domain/mailbox/mailbox.ts';
import type { MailboxStatus, Provisioned } from '../../domain/mailbox/provisioning.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

/** A mailbox as lists of the REST contract show it. */
export type ListedMailbox = MailboxEdits &
  Pick<Mailbox, 'id' | 'localPart' | 'status'> & {
    /** Whether the provisioner has yet to enable or disable it. */
    readonly isSwitched: boolean;
  };

/** The members of a mailbox that people see, and those that decide what they may do with it. */
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
  /** Part of the local part, or of first and last name; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  /** Any of these statuses; all when absent. */
  statuses?: readonly MailboxStatus[] | undefined;
}>;

/** One round trip a page. */
export interface MailboxQueries {
  page(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: PageRequest<MailboxOrderField>,
  ): Promise<Page<ListedMailbox>>;
  /** The same page, with whole views. */
  pageOfViews(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: CursorRequest<MailboxOrderField>,
  ): Promise<Page<MailboxView>>;
  find(mailDomainId: MailDomainId, id: MailboxId): Promise<MailboxView | undefined>;
}
