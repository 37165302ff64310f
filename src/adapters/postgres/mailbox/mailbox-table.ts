import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineShapedTable } from '../engine/define-table.ts';
import { type StoredMailbox, toMailbox, toStoredMailbox } from './stored-mailbox.ts';

export const MAILBOX = defineShapedTable<Mailbox, StoredMailbox>()(
  TABLE_RULES.mailbox,
  'm',
  {
    id: { type: 'uuid' },
    mailDomainId: { type: 'uuid', fixed: true },
    kind: { type: 'text', fixed: true },
    localPart: { type: 'text', fixed: true },
    firstName: { type: 'text' },
    lastName: { type: 'text' },
    secondaryEmail: { type: 'text' },
    passwordHash: { type: 'text' },
    lastLoginAt: { type: 'timestamptz' },
    signInWarnedAt: { type: 'timestamptz' },
    secondaryEmailByOwnerAt: { type: 'timestamptz' },
    issuerId: { type: 'uuid' },
    status: { type: 'text' },
    provisioningStartedAt: { type: 'timestamptz' },
    notedAbsentAt: { type: 'timestamptz' },
    provisioningFailure: { type: 'jsonb' },
    creation: { type: 'jsonb' },
    isNeverCreated: { type: 'boolean' },
    change: { type: 'jsonb' },
    changeRevision: { type: 'integer' },
    changeFailure: { type: 'jsonb' },
    createdAt: { type: 'timestamptz', fixed: true },
    updatedAt: { type: 'timestamptz' },
  },
  { toRow: toStoredMailbox, toEntity: toMailbox },
);
