import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isIn, type Mailbox, type MailboxIn, newMailbox } from '../../../domain/mailbox/mailbox.ts';
import { foundThere } from '../../../domain/mailbox/provisioning.ts';
import { adopted, lost, wanting } from '../../../domain/mailbox/provisioning-transitions.ts';
import { type ChangingResolution, type DriftLine, mailboxFacts } from '../../../domain/provisioning/drift.ts';
import { isEnabledThere, namesToAdopt, wantedToPush } from '../../../domain/provisioning/drift-effects.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId, MailboxId } from '../../../domain/shared/ids.ts';
import { endFormerAccounts, endMailboxSessions } from '../../identity/provider/end-mailbox-sessions.ts';
import { queueProvisioning, queueSynchronization } from '../../mailbox/mailbox-jobs.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { localPartOf, type SettledLine, type Settling, staleLine } from './settled-line.ts';

export type MailboxSettlingStores = Pick<Repositories, 'mailboxes' | 'outbox' | 'openidSessions'>;
type Deps = { clock: Clock; ids: IdGenerator };

/** A line with the present state of its mailbox, which is locked. */
type Case = Readonly<{ line: DriftLine; own: Mailbox | undefined }>;
/** A line whose mailbox is as the line says. */
type Sound = Readonly<{ line: DriftLine; own: MailboxIn<'done'> }>;
type Given = Readonly<{ mailDomain: MailDomain; author: AuditAuthor }>;

type Settle = (
  stores: MailboxSettlingStores,
  given: Given,
  cases: readonly Case[],
) => Promise<Map<DriftLineId, Settling>>;

/**
 * Settles lines about mailboxes, all in one way. Refused with `drift.stale`, or `mailbox.name_taken` where another mailbox
 * of the domain has the names by now.
 */
export const makeSettleMailboxDrift = ({ clock, ids }: Deps) => {
  const remove: Settle = async (stores, _given, cases) => {
    const { sound, results } = sorted(cases);
    const owned = sound.map(({ own }) => own.id);
    await endMailboxSessions(stores, owned, { clock });
    await stores.mailboxes.deleteMany(owned);
    return withEach(results, sound, 'mailbox.deleted');
  };

  const takeFacts: Settle = async (stores, _given, cases) => {
    const { sound, results } = sorted(cases);
    const updatedAt = clock.now();
    const names = new Set<string>();
    const taken: Sound[] = [];
    const changed: Mailbox[] = [];
    for (const one of sound) {
      const { line, own } = one;
      if (!line.there) {
        results.set(line.id, staleLine());
        continue;
      }
      const after = adopted(own, namesToAdopt(own, line.there), isEnabledThere(line.there));
      if (isRenamed(own, after) && (names.has(namesOf(after)) || (await hasNamesake(stores, after)))) {
        results.set(line.id, nameTaken());
        continue;
      }
      names.add(namesOf(after));
      changed.push({ ...after, updatedAt });
      taken.push(one);
    }
    await stores.mailboxes.updateMany(changed);
    await endFormerAccounts(stores, { mailboxIds: changed.map(({ id }) => id) }, updatedAt);
    return withEach(results, taken, 'mailbox.updated');
  };

  const takeOver: Settle = async ({ mailboxes }, { mailDomain }, cases) => {
    const results = new Map<DriftLineId, Settling>();
    const wanted: { readonly line: DriftLine; readonly mailbox: Mailbox }[] = [];
    for (const { line, own } of cases) {
      if (own || !line.there) results.set(line.id, staleLine());
      else wanted.push({ line, mailbox: mailboxOf(line, line.there, mailDomain) });
    }
    const stored = new Set(await mailboxes.insertAbsent(wanted.map(({ mailbox }) => mailbox)));
    for (const { line, mailbox } of wanted) {
      const isStored = stored.has(mailbox.id);
      results.set(line.id, isStored ? settled('mailbox.imported', mailbox.id) : nameTaken());
    }
    return results;
  };

  const mailboxOf = (
    line: DriftLine,
    there: NonNullable<DriftLine['there']>,
    { id }: MailDomain,
  ): Mailbox => {
    const { firstName, lastName } = there;
    const origin = {
      id: ids.next<MailboxId>(),
      mailDomainId: id,
      issuerId: null,
      createdAt: clock.now(),
    };
    const kind = firstName === '' && lastName === '' ? 'functional' : 'personal';
    const details = { kind, firstName, lastName, localPart: localPartOf(line) } as const;
    return newMailbox(origin, details, foundThere(isEnabledThere(there)));
  };

  /** Has the provisioner create the mailboxes that it lacks. */
  const createThere: Settle = async (stores, { author }, cases) => {
    const { sound, results } = sorted(cases);
    const updatedAt = clock.now();
    const issuerId = author.userId;
    await stores.mailboxes.updateMany(
      sound.map(({ own }) => ({ ...lost(own, updatedAt), issuerId, updatedAt })),
    );
    await queueProvisioning(stores.outbox, ...sound.map(({ own }) => own));
    await endFormerAccounts(stores, { mailboxIds: sound.map(({ own }) => own.id) }, updatedAt);
    return withEach(results, sound, 'mailbox.updated', true);
  };

  /** Has the provisioner change its mailboxes to our state. */
  const changeThere: Settle = async (stores, _given, cases) => {
    const { sound, results } = sorted(cases);
    const updatedAt = clock.now();
    await stores.mailboxes.updateMany(
      sound.map(({ own, line }) => ({ ...wanting(own, wantedToPush(line), updatedAt), updatedAt })),
    );
    await queueSynchronization(stores.outbox, ...sound.map(({ own }) => own));
    await endFormerAccounts(stores, { mailboxIds: sound.map(({ own }) => own.id) }, updatedAt);
    return withEach(results, sound, 'mailbox.updated', true);
  };

  const WAYS = {
    adopt: { missing_there: remove, differing: takeFacts, missing_here: takeOver },
    push: { missing_there: createThere, differing: changeThere },
  } as const satisfies Record<ChangingResolution, Partial<Record<DriftLine['finding'], Settle>>>;

  return async (
    stores: MailboxSettlingStores,
    given: Given,
    cases: readonly Case[],
    resolution: ChangingResolution,
  ): Promise<ReadonlyMap<DriftLineId, Settling>> => {
    const results = new Map<DriftLineId, Settling>();
    for (const [finding, settle] of Object.entries(WAYS[resolution])) {
      const some = cases.filter(({ line }) => line.finding === finding);
      if (some.length === 0) continue;
      for (const [id, result] of await settle(stores, given, some)) results.set(id, result);
    }
    return results;
  };
};

const settled = (
  action: 'mailbox.deleted' | 'mailbox.updated' | 'mailbox.imported',
  objectId: MailboxId,
  isWaiting = false,
): SettledLine => ({ event: { action, objectId }, isWaiting });

const nameTaken = () => new DomainError('mailbox.name_taken', 'Another mailbox of the domain has the names');

/** The cases whose mailbox is unchanged since the line was written; the others are refused. */
function sorted(cases: readonly Case[]) {
  const results = new Map<DriftLineId, Settling>();
  const sound: Sound[] = [];
  for (const { line, own } of cases) {
    if (own && isStill(line, own)) sound.push({ line, own });
    else results.set(line.id, staleLine());
  }
  return { sound, results };
}

function withEach(
  results: Map<DriftLineId, Settling>,
  done: readonly Sound[],
  action: 'mailbox.deleted' | 'mailbox.updated',
  isWaiting = false,
): Map<DriftLineId, Settling> {
  for (const { line, own } of done) results.set(line.id, settled(action, own.id, isWaiting));
  return results;
}

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

const namesOf = ({ firstName, lastName }: Mailbox): string =>
  `${firstName.toLowerCase()}\n${lastName.toLowerCase()}`;

const isRenamed = (before: Mailbox, after: Mailbox): boolean => namesOf(before) !== namesOf(after);

async function hasNamesake({ mailboxes }: MailboxSettlingStores, mailbox: Mailbox): Promise<boolean> {
  const namesake = await mailboxes.findNamesake(mailbox);
  return namesake !== undefined && namesOf(namesake) === namesOf(mailbox);
}
