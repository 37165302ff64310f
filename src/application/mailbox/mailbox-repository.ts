import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../domain/shared/ids.ts';

export interface MailboxRepository {
  find(id: MailboxId): Promise<Mailbox | undefined>;
  /** As `find`, and locks the mailbox: other writers wait until the end of the transaction. */
  lock(id: MailboxId): Promise<Mailbox | undefined>;
  /** The mailboxes with these ids, in no order; unknown ids are skipped. */
  findMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]>;
  /** As `findMany`, and locks the mailboxes, in the order of their ids. */
  lockMany(ids: readonly MailboxId[]): Promise<readonly Mailbox[]>;
  /** As `lockMany`, of one domain only: mailboxes of others are neither read nor locked. */
  lockManyOf(mailDomainId: MailDomainId, ids: readonly MailboxId[]): Promise<readonly Mailbox[]>;
  /**
   * @throws DomainError `mailbox.address_taken` when the domain has that local part
   * @throws DomainError `mailbox.name_taken` when the domain has that first and last name, ignoring letter case
   */
  insert(mailbox: Mailbox): Promise<void>;
  /**
   * Stores the mailboxes whose address and name are free in their domain, in the order given, and skips the others.
   *
   * @returns the ids of those stored
   */
  insertAbsent(mailboxes: readonly Mailbox[]): Promise<readonly MailboxId[]>;
  /** The mailboxes of a domain with these local parts, in no order. */
  listByLocalParts(mailDomainId: MailDomainId, localParts: readonly string[]): Promise<readonly Mailbox[]>;
  /** Up to `limit` mailboxes of a domain after the local part given (null: from the first), by local part. */
  listAfter(mailDomainId: MailDomainId, localPart: string | null, limit: number): Promise<readonly Mailbox[]>;
  /** Replaces everything except domain, local part and creation date. Same errors as `insert`. */
  update(mailbox: Mailbox): Promise<void>;
  /** As `update`, many at once, none of them twice. */
  updateMany(mailboxes: readonly Mailbox[]): Promise<void>;
  /**
   * Another mailbox of the domain with the same first and last name, else one with the same display name that is neither
   * disabled nor refused; ignores letter case. Mailboxes without names have no namesake.
   */
  findNamesake(mailbox: Mailbox): Promise<Mailbox | undefined>;
  delete(id: MailboxId): Promise<void>;
  /** As `delete`, many at once; unknown ids are skipped. */
  deleteMany(ids: readonly MailboxId[]): Promise<void>;
  /** The domain's pending mailboxes, oldest first. */
  listPending(mailDomainId: MailDomainId): Promise<readonly MailboxId[]>;
  /** Up to `limit` pending mailboxes of enabled domains, unchanged since `before`, oldest first. */
  listStalled(before: Date, limit: number): Promise<readonly Pick<Mailbox, 'id' | 'mailDomainId'>[]>;
}
