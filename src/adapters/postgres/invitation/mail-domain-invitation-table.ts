import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const MAIL_DOMAIN_INVITATION = defineTable<MailDomainInvitation>()(
  TABLE_RULES.mail_domain_invitation,
  'i',
  {
    id: { type: 'uuid' },
    email: { type: 'text', fixed: true },
    mailDomainId: { type: 'uuid', fixed: true },
    role: { type: 'text', fixed: true },
    issuerId: { type: 'uuid', fixed: true },
    expiresAt: { type: 'timestamptz' },
    createdAt: { type: 'timestamptz', fixed: true },
    updatedAt: { type: 'timestamptz' },
  },
);
