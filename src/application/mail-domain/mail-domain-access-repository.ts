import type { MailDomainAccess, MailDomainStanding } from '../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../domain/shared/ids.ts';

export interface MailDomainAccessRepository {
  /** Stores the access unless the person has one to that domain. */
  insertIfAbsent(access: MailDomainAccess): Promise<void>;
  find(mailDomainId: MailDomainId, id: MailDomainAccessId): Promise<MailDomainAccess | undefined>;
  /** The owners of a domain, in no order. */
  listOwners(mailDomainId: MailDomainId): Promise<readonly UserId[]>;
  /** A person's standing in a domain and its number of owners; no role in a domain that does not exist. */
  standing(mailDomainId: MailDomainId, userId: UserId): Promise<MailDomainStanding>;
  /** @throws DomainError `mail_domain_access.already_exists` when the person has an access to the domain */
  insert(access: MailDomainAccess): Promise<void>;
  /** Replaces role and date of change. */
  update(access: MailDomainAccess): Promise<void>;
  delete(id: MailDomainAccessId): Promise<void>;
}
