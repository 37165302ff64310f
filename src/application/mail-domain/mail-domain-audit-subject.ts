import type { AuditAuthor, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';

/**
 * The object of audit entries about a domain, its accesses and its invitations. The organization of a domain without
 * one, as all new domains, is that of the actor.
 */
export const mailDomainAuditSubject = (
  { id, name, organizationId }: Pick<MailDomain, 'id' | 'name' | 'organizationId'>,
  by: AuditAuthor,
): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  objectId: id,
  label: name,
  organizationId: organizationId ?? by.organizationId ?? null,
});
