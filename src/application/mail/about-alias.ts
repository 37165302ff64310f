import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailAliasChange } from '../../domain/mail/mail-alias-change.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { mailboxAddress } from '../../domain/mail/mailbox.ts';
import { aboutMailDomain } from './about-mail-domain.ts';

/** How the audit log tells of aliases of that domain, and to whom. */
export const aboutAlias = (
  { id, localPart }: Pick<MailAliasChange, 'id' | 'localPart'>,
  mailDomain: MailDomain,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  ...aboutMailDomain(mailDomain, by),
  objectId: id,
  label: mailboxAddress(localPart, mailDomain.name),
});
