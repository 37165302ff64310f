import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainId, MailDomainInvitationId, UserId } from '../../../domain/shared/ids.ts';

/** Columns of an invitation whose table is called `i`. */
export const MAIL_DOMAIN_INVITATION_COLUMNS =
  'i.id, i.email, i.mail_domain_id, i.role, i.issuer_id, i.expires_at, i.created_at, i.updated_at';

export type MailDomainInvitationRow = {
  id: MailDomainInvitationId;
  email: string;
  mail_domain_id: MailDomainId;
  role: MailDomainRole;
  issuer_id: UserId;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
};

export const toMailDomainInvitation = (row: MailDomainInvitationRow): MailDomainInvitation => ({
  id: row.id,
  email: row.email,
  mailDomainId: row.mail_domain_id,
  role: row.role,
  issuerId: row.issuer_id,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
