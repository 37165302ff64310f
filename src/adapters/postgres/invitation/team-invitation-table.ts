import type { TeamInvitation } from '../../../domain/invitation/team-invitation.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const TEAM_INVITATION = defineTable<TeamInvitation>()(TABLE_RULES.team_invitation, 'i', {
  id: { type: 'uuid' },
  email: { type: 'text', fixed: true },
  teamId: { type: 'uuid', fixed: true },
  role: { type: 'text', fixed: true },
  issuerId: { type: 'uuid', fixed: true },
  expiresAt: { type: 'timestamptz' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
