import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Team } from '../../domain/team/team.ts';

/** The object of audit entries about a team and what belongs to it. */
export const teamAuditSubject = (team: Team): Pick<AuditEvent, 'objectId' | 'label' | 'organizationId'> => ({
  objectId: team.id,
  label: team.name,
  organizationId: team.organizationId,
});
