import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const ORGANIZATION_DISCREPANCY = defineTable<OrganizationDiscrepancy>()(
  TABLE_RULES.organization_discrepancy,
  'd',
  {
    userId: { type: 'uuid' },
    registrationId: { type: 'text' },
    status: { type: 'text' },
    settledBy: { type: 'uuid' },
    createdAt: { type: 'timestamptz' },
    updatedAt: { type: 'timestamptz' },
  },
);
