import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Organization } from '../../domain/organization/organization.ts';

/** The object of audit entries about an organization and what belongs to it. */
export const organizationAuditSubject = ({
  id,
  name,
}: Pick<Organization, 'id' | 'name'>): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  objectId: id,
  label: name,
  organizationId: id,
});
