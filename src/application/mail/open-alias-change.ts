import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { MailAliasChange } from '../../domain/mail/mail-alias-change.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import type { MailAliasChangeKey } from '../ports/mail-alias-repository.ts';
import type { Repositories } from '../ports/unit-of-work.ts';
import { queueAliasChange } from './await-alias-change.ts';

/**
 * Stores a change with its job, or joins one that is under way and has it tried again now. One that is over, and that
 * nobody has read, makes room.
 */
export async function openAliasChange(
  { mailAliasChanges, outbox }: Pick<Repositories, 'mailAliasChanges' | 'outbox'>,
  author: AuditAuthor,
  key: MailAliasChangeKey,
  { id, at }: { readonly id: MailAliasChangeId; readonly at: Date },
): Promise<MailAliasChange> {
  const { userId, organizationId, origin } = author;
  const wanted: MailAliasChange = {
    ...key,
    id,
    progress: { state: 'open', attempts: 0, trouble: null },
    author: { userId, origin, ...(organizationId === undefined ? {} : { organizationId }) },
    createdAt: at,
    updatedAt: at,
  };
  let change = await mailAliasChanges.insertOrFind(wanted);
  if (change.progress.state !== 'open') {
    await mailAliasChanges.delete(change.id);
    change = await mailAliasChanges.insertOrFind(wanted);
  }
  await queueAliasChange(outbox, change);
  return change;
}
