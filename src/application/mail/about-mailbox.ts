import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { type Mailbox, mailboxAddress } from '../../domain/mail/mailbox.ts';
import { aboutMailDomain } from './about-mail-domain.ts';

/** How the audit log tells of a mailbox of that domain, and to whom. */
export const aboutMailbox = (
  { id, localPart }: Pick<Mailbox, 'id' | 'localPart'>,
  mailDomain: MailDomain,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  ...aboutMailDomain(mailDomain, by),
  objectId: id,
  label: mailboxAddress(localPart, mailDomain.name),
});
