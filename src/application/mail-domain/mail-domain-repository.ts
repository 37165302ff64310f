import type { MailDomain, MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';

/** A domain and the asking person's role in it; `role` is undefined for outsiders. */
export type MailDomainFor = Readonly<{ mailDomain: MailDomain; role: MailDomainRole | undefined }>;

export interface MailDomainRepository {
  find(id: MailDomainId): Promise<MailDomain | undefined>;
  /**
   * As `find`, and locks the domain: other writers of it, of its mailboxes and of its accesses wait until the end of the
   * transaction.
   */
  lock(id: MailDomainId): Promise<MailDomain | undefined>;
  /** As `lock`, by exact slug. Writers of accesses or invitations of a domain call it first. */
  lockBySlug(slug: string): Promise<MailDomain | undefined>;
  /** By exact slug, with the role of `userId`: none for null. */
  findBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined>;
  /**
   * As `findBySlugFor`, and keeps the domain unchanged until the end of the transaction; several transactions may hold
   * it.
   */
  holdBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined>;
  /**
   * Stores a new domain. `slug_taken`: nothing was stored, try another slug.
   * @throws DomainError `mail_domain.name_taken`
   */
  insert(mailDomain: MailDomain): Promise<'inserted' | 'slug_taken'>;
  /** Replaces everything but name, slug and creation date. */
  update(mailDomain: MailDomain): Promise<void>;
  delete(id: MailDomainId): Promise<void>;
  /** Domains of these statuses that are registered with the provisioner, the longest unchecked first. */
  listToCheck(statuses: readonly MailDomainStatus[]): Promise<readonly MailDomainId[]>;
  /**
   * Registered domains that have waited for their owners (`UNPROVEN_STATUSES`) and for right DNS since `until` or longer, the
   * longest first.
   */
  listUnproven(until: Date): Promise<readonly MailDomainId[]>;
  /** Whether the domain has a mailbox, an alias, or an open change of an alias. */
  holdsMail(id: MailDomainId): Promise<boolean>;
  /** Notes that a domain of that name ended here, while the provisioner keeps what it has. */
  rememberEnded(name: string, at: Date): Promise<void>;
  /** Whether `name` has such a note. */
  hasEnded(name: string): Promise<boolean>;
  /** Deletes that note, if there is one. */
  forgetEnded(name: string): Promise<void>;
  /** Notes that the provisioner may know `name` although its registration was given up. */
  rememberUnconfirmed(name: string, at: Date): Promise<void>;
  /** Whether `name` has such a note; deletes the note. */
  takeUnconfirmed(name: string): Promise<boolean>;
}
