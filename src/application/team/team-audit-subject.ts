import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Team } from '../../domain/team/team.ts';

/** How the audit log tells of a team, and of what belongs to it. */
export const teamAuditSubject = (team: Team): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  objectId: team.id,
  label: team.name,
  organizationId: team.organizationId,
});
