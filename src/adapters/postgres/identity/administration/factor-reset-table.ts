import type { FactorReset } from '../../../../domain/identity/administration/factor-reset.ts';
import { TABLE_RULES } from '../../../storage/all-table-rules.ts';
import { defineTable } from '../../engine/define-table.ts';

export const FACTOR_RESET = defineTable<FactorReset>()(TABLE_RULES.factor_reset, 'r', {
  id: { type: 'uuid' },
  mailboxId: { type: 'uuid', fixed: true },
  requestedBy: { type: 'uuid', fixed: true },
  needsSecond: { type: 'boolean', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
  expiresAt: { type: 'timestamptz', fixed: true },
});
