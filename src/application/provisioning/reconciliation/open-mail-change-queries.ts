import type { MailAliasChangeKind } from '../../../domain/alias/mail-alias-change.ts';
import type { OpenStep, ProvisionerTroubleCode } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailAliasChangeId, MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../../shared/page.ts';

/** What was asked for and the provisioner has not done yet. */
export type OpenMailChange = Readonly<{
  localPart: string;
  /** When it was asked for first. */
  since: Date;
  /** How often the provisioner was asked; the latest attempt may still be under way. */
  attempts: number;
  /** Why the latest attempt that is over came to nothing; null when none did. */
  trouble: ProvisionerTroubleCode | null;
}> &
  (
    | {
        readonly object: 'alias';
        readonly id: MailAliasChangeId;
        readonly steps: readonly [MailAliasChangeKind];
        /** Null for all of the local part. */
        readonly destination: string | null;
      }
    | {
        readonly object: 'mailbox';
        readonly id: MailboxId;
        /** In the order in which they are asked for; nothing else while it is to be created. */
        readonly steps: readonly OpenStep[];
      }
  );

/** One round trip a page. */
export interface OpenMailChangeQueries {
  /**
   * Those of aliases and mailboxes of a domain. Pending mailboxes of a domain that is not enabled wait for the domain and
   * are left out.
   */
  page(mailDomainId: MailDomainId, request: PageRequest<'since'>): Promise<Page<OpenMailChange>>;
}
