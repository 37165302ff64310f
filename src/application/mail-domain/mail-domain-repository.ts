import type { MailDomain, MailDomainStatus } from '../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';

/** A domain and what the asking person is to it; `role` is undefined for outsiders. */
export type MailDomainFor = Readonly<{ mailDomain: MailDomain; role: MailDomainRole | undefined }>;

export interface MailDomainRepository {
  find(id: MailDomainId): Promise<MailDomain | undefined>;
  /**
   * As `find`, and keeps every other writer of the domain, and whoever adds a mailbox or an access to it, waiting until
   * the end of the transaction.
   */
  lock(id: MailDomainId): Promise<MailDomain | undefined>;
  /** As `lock`, by exact slug. Whoever changes accesses or invitations of a domain locks it so first. */
  lockBySlug(slug: string): Promise<MailDomain | undefined>;
  /** By exact slug, with the role of `userId`. */
  findBySlugFor(slug: string, userId: UserId): Promise<MailDomainFor | undefined>;
  /** As `findBySlugFor`, and keeps the domain from changing until the end of the transaction; does not exclude itself. */
  holdBySlugFor(slug: string, userId: UserId): Promise<MailDomainFor | undefined>;
  /**
   * Stores a new domain. `slug_taken`: nothing was stored, try another slug.
   * @throws DomainError `mail_domain.name_taken`
   */
  insert(mailDomain: MailDomain): Promise<'inserted' | 'slug_taken'>;
  /** Replaces everything but name, slug and creation date. */
  update(mailDomain: MailDomain): Promise<void>;
  delete(id: MailDomainId): Promise<void>;
  /** Domains of these statuses that the provisioner knows, longest unchecked first. */
  listToCheck(statuses: readonly MailDomainStatus[]): Promise<readonly MailDomainId[]>;
  /** Remembers that the provisioner may know `name` although its registration was given up. */
  rememberUnconfirmed(name: string, at: Date): Promise<void>;
  /** Whether `name` was remembered so; forgets it. */
  takeUnconfirmed(name: string): Promise<boolean>;
}
