import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { mailboxAddress } from '../../domain/mail/mailbox.ts';
import type { MailAliasChangeId, MailAliasId } from '../../domain/shared/ids.ts';
import { aboutMailDomain } from './about-mail-domain.ts';

/** How the audit log tells of aliases of that domain, and to whom. */
export const aboutAlias = (
  { id, localPart }: { readonly id: MailAliasId | MailAliasChangeId; readonly localPart: string },
  mailDomain: MailDomain,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  ...aboutMailDomain(mailDomain, by),
  objectId: id,
  label: mailboxAddress(localPart, mailDomain.name),
});
