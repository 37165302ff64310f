import type { MailDomainAccess } from '../../domain/mail/mail-domain-access.ts';
import type { TeamAccess } from '../../domain/team/team-access.ts';

export interface TeamAccessRepository {
  /** Stores the access; one the person already has to that team is left alone. */
  insertIfAbsent(access: TeamAccess): Promise<void>;
}

export interface MailDomainAccessRepository {
  /** Stores the access; one the person already has to that domain is left alone. */
  insertIfAbsent(access: MailDomainAccess): Promise<void>;
}
