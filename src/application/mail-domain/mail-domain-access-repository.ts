import type { MailDomainAccess, MailDomainStanding } from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../domain/shared/ids.ts';

export interface MailDomainAccessRepository {
  /** Stores the access; one the person already has to that domain is left alone. */
  insertIfAbsent(access: MailDomainAccess): Promise<void>;
  find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccess | undefined>;
  /** What a person is to a domain, and how many owners it has; nothing to one that does not exist. */
  standing(mailDomainId: MailDomainId, userId: UserId): Promise<MailDomainStanding>;
  /** @throws DomainError `mail_domain_access.already_exists` when the person has an access to the domain */
  insert(access: MailDomainAccess): Promise<void>;
  /** Replaces role and date of change. */
  update(access: MailDomainAccess): Promise<void>;
  delete(id: MailDomainAccessId): Promise<void>;
}
