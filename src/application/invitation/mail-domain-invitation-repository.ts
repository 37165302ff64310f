import type { MailDomainInvitation } from '../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../domain/shared/ids.ts';

export interface MailDomainInvitationRepository {
  find(mailDomainId: MailDomainId, id: MailDomainInvitationId): Promise<MailDomainInvitation | undefined>;
  /** The invitation, whatever domain it is to. */
  findById(id: MailDomainInvitationId): Promise<MailDomainInvitation | undefined>;
  /** @throws DomainError `mail_domain_invitation.already_exists` when the address is invited to it, expired or not */
  insert(invitation: MailDomainInvitation): Promise<void>;
  /** Replaces the dates of expiry and change. */
  update(invitation: MailDomainInvitation): Promise<void>;
  delete(id: MailDomainInvitationId): Promise<void>;
  /** Removes the invitation of an address in lower case, if the domain has one. */
  deleteFor(mailDomainId: MailDomainId, email: string): Promise<void>;
}
