import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineShapedTable } from '../engine/define-table.ts';

export const MAIL_ALIAS_CHANGE = defineShapedTable<MailAliasChange, MailAliasChange>()(
  TABLE_RULES.mail_alias_change,
  'c',
  {
    id: { type: 'uuid' },
    mailDomainId: { type: 'uuid', fixed: true },
    kind: { type: 'text', fixed: true },
    localPart: { type: 'text', fixed: true },
    destination: { type: 'text', fixed: true },
    progress: { type: 'jsonb' },
    author: { type: 'jsonb', fixed: true },
    createdAt: { type: 'timestamptz', fixed: true },
    updatedAt: { type: 'timestamptz' },
  },
  {
    toRow: (change) => change,
    // Changes opened by former releases counted no attempts.
    toEntity: ({ progress, ...row }) => ({
      ...row,
      progress: progress.state === 'open' ? { ...progress, attempts: progress.attempts ?? 0 } : progress,
    }),
  },
);
