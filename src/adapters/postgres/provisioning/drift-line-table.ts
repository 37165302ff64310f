import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const DRIFT_LINE = defineTable<DriftLine>()(TABLE_RULES.mail_drift_line, 'l', {
  id: { type: 'uuid' },
  mailDomainId: { type: 'uuid' },
  object: { type: 'text' },
  address: { type: 'text' },
  destination: { type: 'text' },
  finding: { type: 'text' },
  reason: { type: 'text' },
  here: { type: 'jsonb' },
  there: { type: 'jsonb' },
  isIgnored: { type: 'boolean' },
  foundAt: { type: 'timestamptz' },
});
