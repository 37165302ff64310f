import { lateCreationsOf, type MailAliasChange, supersedes } from '../../domain/alias/mail-alias-change.ts';
import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import { aliasChangeTopic } from '../shared/mail-topics.ts';
import type { Repositories } from '../unit-of-work.ts';
import type { MailAliasChangeKey } from './mail-alias-repository.ts';
import { queueAliasChanges } from './queue-alias-changes.ts';

type Stores = Pick<Repositories, 'mailAliasChanges' | 'signals'>;
/** Of a change that is new. */
type Own = Readonly<{ id: MailAliasChangeId; at: Date }>;

/**
 * Ends the open changes that this one makes unnecessary, and signals the requests that wait for them.
 *
 * @returns the ended changes
 */
async function endSuperseded(
  { mailAliasChanges, signals }: Stores,
  key: MailAliasChangeKey,
  at: Date,
): Promise<readonly MailAliasChange[]> {
  const ended: MailAliasChange[] = [];
  for (const earlier of await mailAliasChanges.lockOpen(key.mailDomainId, key.localPart)) {
    const isSame = earlier.kind === key.kind && earlier.destination === key.destination;
    if (isSame || !supersedes(key, earlier)) continue;
    const progress = { state: 'refused', code: 'alias.superseded', params: {} } as const;
    await mailAliasChanges.update({ ...earlier, progress, updatedAt: at });
    await signals.publish(aliasChangeTopic(earlier.id));
    ended.push(earlier);
  }
  return ended;
}

/**
 * Stores a change, whose job is queued by the caller, or joins an open one. A finished change that was not read is replaced.
 * Earlier changes that this one makes unnecessary end.
 */
export async function storeAliasChange(
  stores: Stores,
  author: AuditAuthor,
  written: MailAliasChangeKey,
  { id, at }: Own,
): Promise<MailAliasChange> {
  const { userId, organizationId, origin } = author;
  // An alias of before may be stored in another spelling than changes are.
  const destination = written.destination === null ? null : normalizeEmail(written.destination);
  const key = { ...written, destination };
  const ended = await endSuperseded(stores, key, at);
  const lateCreations = key.kind === 'creation' ? [] : [...new Set(ended.flatMap(lateCreationsOf))];
  const wanted: MailAliasChange = {
    ...key,
    id,
    progress: {
      state: 'open',
      attempts: 0,
      trouble: null,
      ...(lateCreations.length === 0 ? {} : { lateCreations }),
    },
    author: { userId, origin, ...(organizationId === undefined ? {} : { organizationId }) },
    createdAt: at,
    updatedAt: at,
  };
  const { mailAliasChanges } = stores;
  let change = await mailAliasChanges.insertOrFind(wanted);
  if (change.progress.state !== 'open') {
    await mailAliasChanges.delete(change.id);
    change = await mailAliasChanges.insertOrFind(wanted);
  }
  return change;
}

/** Stores a change with its job, as `storeAliasChange`; an open one that it joins is tried again now. */
export async function openAliasChange(
  stores: Stores & Pick<Repositories, 'outbox'>,
  author: AuditAuthor,
  key: MailAliasChangeKey,
  own: Own,
): Promise<MailAliasChange> {
  const change = await storeAliasChange(stores, author, key, own);
  await queueAliasChanges(stores.outbox, [change]);
  return change;
}
