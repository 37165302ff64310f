import type { BulkChange } from '../../../domain/mailbox/bulk-change.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const MAILBOX_BULK_CHANGE = defineTable<BulkChange>()(TABLE_RULES.mailbox_bulk_change, 'c', {
  id: { type: 'uuid' },
  mailDomainId: { type: 'uuid', fixed: true },
  action: { type: 'text', fixed: true },
  askedBy: { type: 'uuid' },
  askedAt: { type: 'timestamptz', fixed: true },
  rows: { type: 'jsonb', name: 'mailboxes', fixed: true },
});
