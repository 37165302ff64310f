import type { MailDomainAccess, MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../../../domain/shared/ids.ts';

/** Columns of an access whose table is called `a`. */
export const MAIL_DOMAIN_ACCESS_COLUMNS =
  'a.id, a.mail_domain_id, a.user_id, a.role, a.created_at, a.updated_at';

export type MailDomainAccessRow = {
  id: MailDomainAccessId;
  mail_domain_id: MailDomainId;
  user_id: UserId;
  role: MailDomainRole;
  created_at: Date;
  updated_at: Date;
};

export const toMailDomainAccess = (row: MailDomainAccessRow): MailDomainAccess => ({
  id: row.id,
  mailDomainId: row.mail_domain_id,
  userId: row.user_id,
  role: row.role,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
