import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { type Mailbox, mailboxAddress } from '../../domain/mail/mailbox.ts';

type About = Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'>;

/**
 * How the audit log tells of a mail domain. One that is not attached to an organization yet, as all new ones, is told to
 * the organization of whoever acts.
 */
export const aboutMailDomain = (
  mailDomain: MailDomain | Omit<MailDomain, 'slug'>,
  by: AuditAuthor,
): About => ({
  objectId: mailDomain.id,
  label: mailDomain.name,
  organizationId: mailDomain.organizationId ?? by.organizationId ?? null,
});

/** How the audit log tells of a mailbox of that domain. */
export const aboutMailbox = (
  { id, localPart }: Pick<Mailbox, 'id' | 'localPart'>,
  mailDomain: MailDomain,
  by: AuditAuthor,
): About => ({
  ...aboutMailDomain(mailDomain, by),
  objectId: id,
  label: mailboxAddress(localPart, mailDomain.name),
});
