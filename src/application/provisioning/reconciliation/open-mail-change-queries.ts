import type { MailAliasChangeKind } from '../../../domain/alias/mail-alias-change.ts';
import type { OpenStep, ProvisionerTroubleCode } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailAliasChangeId, MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../../shared/page.ts';

/** A requested change that the provisioner has not made yet. */
export type OpenMailChange = Readonly<{
  localPart: string;
  /** Time of the first request. */
  since: Date;
  /** Number of attempts; the latest may still be under way. */
  attempts: number;
  /** Why the latest finished attempt failed; null when none did. */
  trouble: ProvisionerTroubleCode | null;
}> &
  (
    | {
        readonly object: 'alias';
        readonly id: MailAliasChangeId;
        readonly steps: readonly [MailAliasChangeKind];
        /** Null for all aliases of the local part. */
        readonly destination: string | null;
      }
    | {
        readonly object: 'mailbox';
        readonly id: MailboxId;
        /** In the order in which they are carried out; a mailbox to be created has that step only. */
        readonly steps: readonly OpenStep[];
      }
  );

/** One round trip a page. */
export interface OpenMailChangeQueries {
  /**
   * Open changes of the aliases and mailboxes of a domain. Pending mailboxes of a domain that is not enabled wait for
   * the domain and are left out.
   */
  page(mailDomainId: MailDomainId, request: PageRequest<'since'>): Promise<Page<OpenMailChange>>;
}
