import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const MAIL_DOMAIN = defineTable<MailDomain>()(TABLE_RULES.mail_domain, 'd', {
  id: { type: 'uuid' },
  name: { type: 'text', fixed: true },
  slug: { type: 'text', fixed: true },
  status: { type: 'text' },
  registration: { type: 'jsonb' },
  supportEmail: { type: 'text' },
  organizationId: { type: 'uuid' },
  lastCheckDetails: { type: 'json' },
  lastCheckTests: { type: 'json' },
  lastCheckedAt: { type: 'timestamptz' },
  expectedConfig: { type: 'json' },
  unprovenSince: { type: 'timestamptz' },
  endAnnouncedAt: { type: 'timestamptz' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
