import type { TeamAccess } from '../../../domain/team/team-access.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const TEAM_ACCESS = defineTable<TeamAccess>()(TABLE_RULES.team_access, 'a', {
  id: { type: 'uuid' },
  teamId: { type: 'uuid', fixed: true },
  userId: { type: 'uuid', fixed: true },
  role: { type: 'text' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
