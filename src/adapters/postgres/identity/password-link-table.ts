import type { PasswordLink } from '../../../domain/identity/password-link.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const PASSWORD_LINK = defineTable<PasswordLink>()(TABLE_RULES.password_link, 'l', {
  id: { type: 'text' },
  mailboxId: { type: 'uuid', fixed: true },
  purpose: { type: 'text', fixed: true },
  recipient: { type: 'text', fixed: true },
  language: { type: 'text', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
  expiresAt: { type: 'timestamptz' },
  endedAt: { type: 'timestamptz' },
  end: { type: 'text', name: 'end_reason' },
});
