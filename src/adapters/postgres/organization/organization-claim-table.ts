import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const ORGANIZATION_CLAIM = defineTable<OrganizationClaim>()(TABLE_RULES.organization_claim, 'c', {
  id: { type: 'uuid' },
  organizationId: { type: 'uuid', fixed: true },
  userId: { type: 'uuid', fixed: true },
  reason: { type: 'text', fixed: true },
  status: { type: 'text' },
  decidedBy: { type: 'uuid' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
