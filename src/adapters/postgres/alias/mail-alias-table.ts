import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const MAIL_ALIAS = defineTable<MailAlias>()(TABLE_RULES.mail_alias, 'a', {
  id: { type: 'uuid' },
  mailDomainId: { type: 'uuid' },
  localPart: { type: 'text' },
  destination: { type: 'text' },
  createdAt: { type: 'timestamptz' },
  updatedAt: { type: 'timestamptz' },
});
