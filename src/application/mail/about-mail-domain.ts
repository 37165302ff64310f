import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';

type About = Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'>;

/** How the audit log tells of a domain, and of accesses and invitations that belong to it. */
export const aboutMailDomain = ({ id, name, organizationId }: MailDomain): About => ({
  objectId: id,
  label: name,
  organizationId,
});
