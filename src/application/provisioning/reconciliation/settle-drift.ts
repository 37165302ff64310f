import type { AuditAuthor, AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isIn, type Mailbox, type MailboxIn, newMailbox } from '../../../domain/mailbox/mailbox.ts';
import type { WantedOfMailbox } from '../../../domain/mailbox/mailbox-change.ts';
import { foundThere } from '../../../domain/mailbox/provisioning.ts';
import { adopted, lost, wanting } from '../../../domain/mailbox/provisioning-transitions.ts';
import {
  type DriftLine,
  type DriftResolution,
  ensureResolvable,
  mailboxFacts,
} from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId, MailboxId } from '../../../domain/shared/ids.ts';
import { endFormerAccounts, endMailboxSessions } from '../../identity/provider/end-mailbox-sessions.ts';
import { queueProvisioning, queueSynchronization } from '../../mailbox/mailbox-jobs.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { type AliasSettlingStores, makeSettleAliasDrift } from './settle-alias-drift.ts';

export type SettlingStores = AliasSettlingStores &
  Pick<Repositories, 'mailDomains' | 'mailboxes' | 'drift' | 'openidSessions'>;
type Deps = { clock: Clock; ids: IdGenerator };

/** Settles a line in a transaction that holds the domain. */
export type SettleDrift = (
  stores: SettlingStores,
  author: AuditAuthor,
  input: {
    readonly mailDomain: MailDomain;
    readonly id: DriftLineId;
    readonly resolution: DriftResolution;
  },
) => Promise<void>;

/** A line with the present state of its mailbox. */
type Case = { readonly line: DriftLine; readonly mailDomain: MailDomain; readonly own: Mailbox | undefined };

type Change = Pick<AuditEvent, 'action' | 'objectId'>;

export const staleLine = () => new DomainError('drift.stale', 'It is no longer as the line says');

/**
 * Settles one line of a domain's report: adopts the provisioner's state, sends ours to the provisioner, or ignores the
 * line. A line whose mailbox or alias has changed since is refused.
 *
 * @throws DomainError `drift.not_found`, `drift.resolution_not_applicable`, `drift.stale`, `mailbox.name_taken`,
 *   `mailbox.address_taken`
 */
export const makeSettleDrift = ({ clock, ids }: Deps): SettleDrift => {
  const settleAliasDrift = makeSettleAliasDrift({ clock, ids });
  const adopt = async (stores: SettlingStores, { line, mailDomain, own }: Case): Promise<Change> => {
    const { mailboxes } = stores;
    const now = clock.now();
    if (line.finding === 'missing_there') {
      if (!own || !isStill(line, own)) throw staleLine();
      await endMailboxSessions(stores, [own.id], { clock });
      await mailboxes.delete(own.id);
      return { action: 'mailbox.deleted', objectId: own.id };
    }
    if (!line.there) throw staleLine();
    const { firstName, lastName, isActive } = line.there;
    if (line.finding === 'differing') {
      if (!own || !isStill(line, own)) throw staleLine();
      const after = adopted(own, keptNames(own, line.there), isActive !== false);
      await mailboxes.update({ ...after, updatedAt: now });
      await endFormerAccounts(stores, { mailboxIds: [own.id] }, now);
      return { action: 'mailbox.updated', objectId: own.id };
    }
    if (own) throw staleLine();
    const id = ids.next<MailboxId>();
    const origin = { id, mailDomainId: mailDomain.id, issuerId: null, createdAt: now };
    const kind = firstName === '' && lastName === '' ? 'functional' : 'personal';
    const details = { kind, firstName, lastName, localPart: localPartOf(line) } as const;
    await mailboxes.insert(newMailbox(origin, details, foundThere(isActive !== false)));
    return { action: 'mailbox.imported', objectId: id };
  };

  /** Has the provisioner create the mailbox that it lacks, or change its own to our state. */
  const push = async (stores: SettlingStores, { line, own }: Case, author: AuditAuthor): Promise<Change> => {
    const { mailboxes, outbox } = stores;
    if (!own || !isStill(line, own)) throw staleLine();
    const updatedAt = clock.now();
    if (line.finding === 'missing_there') {
      await mailboxes.update({ ...lost(own, updatedAt), issuerId: author.userId, updatedAt });
      await queueProvisioning(outbox, own);
    } else {
      await mailboxes.update({ ...wanting(own, wantedFor(line), updatedAt), updatedAt });
      await queueSynchronization(outbox, own);
    }
    await endFormerAccounts(stores, { mailboxIds: [own.id] }, updatedAt);
    return { action: 'mailbox.updated', objectId: own.id };
  };

  return async (stores, author, { mailDomain, id, resolution }) => {
    const line = await stores.drift.lockLine(mailDomain.id, id);
    if (!line) throw new DomainError('drift.not_found', 'No such line');
    ensureResolvable(line, resolution);
    if (resolution === 'ignore') return stores.drift.ignoreLine(id);
    if (line.object === 'alias') {
      const localPart = localPartOf(line);
      await settleAliasDrift(stores, author, { line, mailDomain, localPart }, resolution);
      return stores.drift.removeLine(id);
    }
    const [listed] = await stores.mailboxes.listByLocalParts(mailDomain.id, [localPartOf(line)]);
    const own = listed && (await stores.mailboxes.lock(listed.id));
    const changed = await (resolution === 'adopt'
      ? adopt(stores, { line, mailDomain, own })
      : push(stores, { line, mailDomain, own }, author));
    await stores.audit.append(author, {
      at: clock.now(),
      ...changed,
      label: line.address,
      organizationId: mailDomain.organizationId,
      details: { drift: line.finding, resolution },
    });
    await stores.drift.removeLine(id);
  };
};

export const localPartOf = ({ address }: Pick<DriftLine, 'address'>): string =>
  address.slice(0, address.lastIndexOf('@'));

/** Whether our mailbox is unchanged since the line was written. */
function isStill({ here }: DriftLine, own: Mailbox): own is MailboxIn<'done'> {
  const now = mailboxFacts(own);
  return (
    isIn(own, 'done') &&
    here !== null &&
    now !== undefined &&
    now.firstName === here.firstName &&
    now.lastName === here.lastName &&
    now.isActive === here.isActive
  );
}

/** The provisioner's names, unless it has none. */
const keptNames = (own: Mailbox, { firstName, lastName }: Pick<Mailbox, 'firstName' | 'lastName'>) =>
  firstName === '' && lastName === ''
    ? { firstName: own.firstName, lastName: own.lastName }
    : { firstName, lastName };

/** The changes that bring the provisioner's mailbox to our state. */
function wantedFor({ here, there }: DriftLine): Partial<WantedOfMailbox> {
  const isOn = here?.isActive === true;
  const isNamedAlike = here?.firstName === there?.firstName && here?.lastName === there?.lastName;
  const active = there?.isActive === null || there?.isActive === isOn ? null : isOn;
  const { firstName = '', lastName = '' } = there ?? {};
  return { active, formerNames: isOn && !isNamedAlike ? { firstName, lastName } : null };
}
