import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';

/**
 * How the audit log tells of a domain, and of accesses and invitations that belong to it. One that is not attached to an
 * organization yet, as all new ones, is told to the organization of whoever acts.
 */
export const mailDomainAuditSubject = (
  { id, name, organizationId }: Pick<MailDomain, 'id' | 'name' | 'organizationId'>,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  objectId: id,
  label: name,
  organizationId: organizationId ?? by.organizationId ?? null,
});
