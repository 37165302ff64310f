import type { MailDomainAccess } from '../../../domain/mail-domain/mail-domain-access.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const MAIL_DOMAIN_ACCESS = defineTable<MailDomainAccess>()(TABLE_RULES.mail_domain_access, 'a', {
  id: { type: 'uuid' },
  mailDomainId: { type: 'uuid', fixed: true },
  userId: { type: 'uuid', fixed: true },
  role: { type: 'text' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
