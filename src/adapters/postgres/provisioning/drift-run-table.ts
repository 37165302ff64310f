import type { DriftRun } from '../../../application/provisioning/drift-repository.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const DRIFT_RUN = defineTable<DriftRun>()(TABLE_RULES.mail_drift_run, 'r', {
  mailDomainId: { type: 'uuid' },
  startedAt: { type: 'timestamptz' },
  endedAt: { type: 'timestamptz' },
  state: { type: 'text' },
  failure: { type: 'text' },
  rows: { type: 'integer', name: 'row_count' },
  inconclusive: { type: 'jsonb' },
});
