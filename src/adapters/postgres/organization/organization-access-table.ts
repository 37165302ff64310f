import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const ORGANIZATION_ACCESS = defineTable<OrganizationAccess>()(TABLE_RULES.organization_access, 'a', {
  id: { type: 'uuid' },
  organizationId: { type: 'uuid', fixed: true },
  userId: { type: 'uuid', fixed: true },
  role: { type: 'text' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
