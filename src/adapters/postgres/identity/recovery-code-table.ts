import type { RecoveryCode } from '../../../domain/identity/recovery-code.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const RECOVERY_CODE = defineTable<RecoveryCode>()(TABLE_RULES.recovery_code, 'c', {
  id: { type: 'text' },
  mailboxId: { type: 'uuid', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
});
