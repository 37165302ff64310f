import type { Team } from '../../../domain/team/team.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const TEAM = defineTable<Team>()(TABLE_RULES.team, 't', {
  id: { type: 'uuid' },
  name: { type: 'text' },
  path: { type: 'text', fixed: true },
  depth: { type: 'integer', fixed: true },
  numchild: { type: 'integer', fixed: true },
  externalId: { type: 'uuid', fixed: true },
  organizationId: { type: 'uuid', fixed: true },
  isVisibleAllServices: { type: 'boolean' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
