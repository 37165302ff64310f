import { lateCreationsOf, type MailAliasChange, supersedes } from '../../domain/alias/mail-alias-change.ts';
import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import type { MailAliasChangeId, MailDomainId } from '../../domain/shared/ids.ts';
import { aliasChangeTopic } from '../shared/mail-topics.ts';
import type { Repositories } from '../unit-of-work.ts';
import { queueAliasChanges } from './queue-alias-changes.ts';

type Stores = Pick<Repositories, 'mailAliasChanges' | 'signals'>;
/** The domain, and the time of the request. */
type About = Readonly<{ mailDomainId: MailDomainId; at: Date }>;
/** A change that is asked for; `id`: if it is a new one. */
export type AliasAim = Pick<MailAliasChange, 'id' | 'kind' | 'localPart' | 'destination'>;
type Ended = ReadonlyMap<MailAliasChangeId, readonly MailAliasChange[]>;

/**
 * Ends the open changes that these make unnecessary, and signals the requests that wait for them.
 *
 * @returns the ended changes, by what ended them
 */
async function endSuperseded(
  { mailAliasChanges, signals }: Stores,
  aims: readonly AliasAim[],
  { mailDomainId, at }: About,
): Promise<Ended> {
  const localParts = [...new Set(aims.map(({ localPart }) => localPart))];
  const open = new Map<string, MailAliasChange[]>(localParts.map((localPart) => [localPart, []]));
  for (const change of await mailAliasChanges.lockOpen(mailDomainId, localParts)) {
    open.get(change.localPart)?.push(change);
  }
  const isEndedBy = (aim: AliasAim) => (earlier: MailAliasChange) => {
    const isSame = earlier.kind === aim.kind && earlier.destination === aim.destination;
    return !isSame && supersedes(aim, earlier);
  };
  const ended = new Map(
    aims.map((aim) => [aim.id, (open.get(aim.localPart) ?? []).filter(isEndedBy(aim))] as const),
  );
  const over = [...new Set([...ended.values()].flat())];
  const progress = { state: 'refused', code: 'alias.superseded', params: {} } as const;
  await mailAliasChanges.update(over.map((earlier) => ({ ...earlier, progress, updatedAt: at })));
  await signals.publishAll(over.map(({ id }) => aliasChangeTopic(id)));
  return ended;
}

/**
 * Stores changes, whose jobs are queued by the caller, or joins open ones; in a constant number of statements. A finished
 * change that was not read is replaced. Earlier changes that these make unnecessary end; none of these makes another of them
 * unnecessary.
 *
 * @returns the stored change of each, in the order given
 */
export async function storeAliasChanges(
  stores: Stores,
  author: AuditAuthor,
  about: About,
  written: readonly AliasAim[],
): Promise<readonly MailAliasChange[]> {
  if (written.length === 0) return [];
  const { userId, organizationId, origin } = author;
  const { mailDomainId, at } = about;
  // An alias of before may be stored in another spelling than changes are.
  const aims = written.map((aim) => ({
    ...aim,
    destination: aim.destination === null ? null : normalizeEmail(aim.destination),
  }));
  const ended = await endSuperseded(stores, aims, about);
  const wanted = aims.map((aim): MailAliasChange => {
    const lateCreations =
      aim.kind === 'creation' ? [] : [...new Set((ended.get(aim.id) ?? []).flatMap(lateCreationsOf))];
    return {
      ...aim,
      mailDomainId,
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
  });
  const { mailAliasChanges } = stores;
  const stored = await mailAliasChanges.insertOrFind(wanted);
  const over = stored.filter(({ progress }) => progress.state !== 'open').map(({ id }) => id);
  if (over.length === 0) return stored;
  await mailAliasChanges.delete(over);
  return mailAliasChanges.insertOrFind(wanted);
}

/** Stores changes with their jobs, as `storeAliasChanges`; open ones that they join are tried again now. */
export async function openAliasChanges(
  stores: Stores & Pick<Repositories, 'outbox'>,
  author: AuditAuthor,
  about: About,
  aims: readonly AliasAim[],
): Promise<readonly MailAliasChange[]> {
  const changes = await storeAliasChanges(stores, author, about, aims);
  await queueAliasChanges(stores.outbox, changes);
  return changes;
}
