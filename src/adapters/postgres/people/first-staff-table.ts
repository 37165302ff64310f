import type { FirstStaff } from '../../../domain/people/first-staff.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const FIRST_STAFF = defineTable<FirstStaff>()(TABLE_RULES.first_staff, 'f', {
  email: { type: 'text' },
  isSuperuser: { type: 'boolean' },
  createdAt: { type: 'timestamptz' },
  expiresAt: { type: 'timestamptz' },
});
