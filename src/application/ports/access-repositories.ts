import type { MailDomainAccess, MailDomainStanding } from '../../domain/mail/mail-domain-access.ts';
import type {
  MailDomainAccessId,
  MailDomainId,
  TeamAccessId,
  TeamId,
  UserId,
} from '../../domain/shared/ids.ts';
import type { TeamAccess, TeamStanding } from '../../domain/team/team-access.ts';

export interface TeamAccessRepository {
  /** Stores the access; one the person already has to that team is left alone. @returns whether it was stored */
  insertIfAbsent(access: TeamAccess): Promise<boolean>;
  find(teamId: TeamId, id: TeamAccessId): Promise<TeamAccess | undefined>;
  /** What a person is to a team; nothing to one that does not exist. */
  standing(teamId: TeamId, userId: UserId): Promise<TeamStanding>;
  /** @throws DomainError `team_access.already_exists` when the person has an access to the team */
  insert(access: TeamAccess): Promise<void>;
  /** Replaces role and date of change. */
  update(access: TeamAccess): Promise<void>;
  delete(id: TeamAccessId): Promise<void>;
}

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
