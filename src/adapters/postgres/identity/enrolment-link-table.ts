import type { EnrolmentLink } from '../../../domain/identity/enrolment-link.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const ENROLMENT_LINK = defineTable<EnrolmentLink>()(TABLE_RULES.enrolment_link, 'l', {
  id: { type: 'text' },
  mailboxId: { type: 'uuid', fixed: true },
  language: { type: 'text', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
  expiresAt: { type: 'timestamptz', fixed: true },
  endedAt: { type: 'timestamptz' },
  end: { type: 'text', name: 'end_reason' },
});
