import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { MailAliasId, MailDomainId } from '../../../domain/shared/ids.ts';

/** Columns of an alias whose table is called `a`. */
export const MAIL_ALIAS_COLUMNS =
  'a.id, a.mail_domain_id, a.local_part, a.destination, a.created_at, a.updated_at';

export type MailAliasRow = {
  id: MailAliasId;
  mail_domain_id: MailDomainId;
  local_part: string;
  destination: string;
  created_at: Date;
  updated_at: Date;
};

export const toMailAlias = (row: MailAliasRow): MailAlias => ({
  id: row.id,
  mailDomainId: row.mail_domain_id,
  localPart: row.local_part,
  destination: row.destination,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
