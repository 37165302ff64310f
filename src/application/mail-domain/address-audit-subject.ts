import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import type { MailAliasChangeId, MailAliasId, MailboxId } from '../../domain/shared/ids.ts';
import { mailDomainAuditSubject } from './mail-domain-audit-subject.ts';

type Addressed = {
  readonly id: MailboxId | MailAliasId | MailAliasChangeId;
  readonly localPart: string;
};

/** The object of audit entries about a mailbox or an alias of that domain, and the organization that may read them. */
export const addressAuditSubject = (
  { id, localPart }: Addressed,
  mailDomain: MailDomain,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  ...mailDomainAuditSubject(mailDomain, by),
  objectId: id,
  label: mailboxAddress(localPart, mailDomain.name),
});
