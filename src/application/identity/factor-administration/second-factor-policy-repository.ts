import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../../domain/identity/administration/second-factor-policy.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';

/** A domain with its date, if it has one, and how far its people were told. */
export type DomainToTell = Readonly<{
  mailDomainId: MailDomainId;
  requiredFrom: Date | null;
  notice: SecondFactorNotice | undefined;
}>;

/** A mailbox whose owner has no second factor, as far as mails to them need it. */
export type UnenrolledOwner = Pick<Mailbox, 'id' | 'localPart' | 'secondaryEmail'>;

/** Writers lock the domain first. */
export interface SecondFactorPolicyRepository {
  find(mailDomainId: MailDomainId): Promise<SecondFactorPolicy | undefined>;
  /** Stores the date of a domain in place of the one it had. */
  put(policy: SecondFactorPolicy): Promise<void>;
  delete(mailDomainId: MailDomainId): Promise<void>;
  findNotice(mailDomainId: MailDomainId): Promise<SecondFactorNotice | undefined>;
  /** Stores how far the people of a domain were told in place of what was known of it. */
  putNotice(notice: SecondFactorNotice): Promise<void>;
  /**
   * Up to `limit` enabled domains after that id (null: from the first), by id: those with a date of their own, or all.
   */
  listToTell(
    domains: 'all' | 'with_date',
    after: MailDomainId | null,
    limit: number,
  ): Promise<readonly DomainToTell[]>;
  /** Up to `limit` enabled mailboxes without an authenticator after the local part given (null: from the first), by local part. */
  listUnenrolledAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly UnenrolledOwner[]>;
}
