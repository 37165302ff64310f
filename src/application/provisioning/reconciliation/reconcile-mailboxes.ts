import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { isIn, type Mailbox, mailboxAddress, newMailbox } from '../../../domain/mailbox/mailbox.ts';
import { foundThere } from '../../../domain/mailbox/provisioning.ts';
import { agree, type DriftLine, mailboxFacts, takenFacts } from '../../../domain/provisioning/drift.ts';
import {
  judgeListedMailbox,
  type ListedMailbox,
  type SkipReason,
  type TakenMailbox,
} from '../../../domain/provisioning/listed-mailbox.ts';
import { type ListedPlace, placeOf } from '../../../domain/provisioning/listed-place.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { addressExists } from '../address-exists.ts';
import {
  type Comparison,
  DRIFT_PAGE,
  type Found,
  lineMaker,
  type ReconcileObjects,
  rowNamer,
} from '../drift-lines.ts';
import type { ListedRow, MailProvisioner } from '../mail-provisioner.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'drift' | 'audit'>>;
  mailProvisioner: MailProvisioner;
  ids: IdGenerator;
};

/** The list as read so far. */
type ReadList = {
  /** The compared members of each local part's row, as JSON; `UNIMPORTABLE` for other rows. */
  readonly listed: Map<string, string>;
  /** Number of rows that do not identify their address. */
  untoldRows: number;
  readonly nameRow: (what: string) => string;
};

/** Stands for an address whose row could not be imported. */
const UNIMPORTABLE = 'not taken';

/**
 * Compares the mailboxes of a domain with the provisioner's, in pieces, each in a transaction of its own: finished
 * pieces stay done. An unreadable or unimportable row is a line of its own, and its address counts as existing. Memory
 * holds the compared members of each listed mailbox, and one piece.
 */
export const makeReconcileMailboxes = ({ unitOfWork, mailProvisioner, ids }: Deps): ReconcileObjects => {
  const toLine = lineMaker(ids, 'mailbox');

  const importedMailbox = (
    { mailDomain, startedAt: createdAt }: Comparison,
    { isActive, ...details }: TakenMailbox,
  ): Mailbox => {
    const origin = { id: ids.next<MailboxId>(), mailDomainId: mailDomain.id, issuerId: null, createdAt };
    return newMailbox(origin, details, foundThere(isActive !== false));
  };

  /** Imports missing mailboxes, as far as their names are free. */
  const takeOver = async (
    comparison: Comparison,
    { mailboxes, audit }: Pick<Repositories, 'mailboxes' | 'audit'>,
    missing: readonly TakenMailbox[],
  ): Promise<readonly Found[]> => {
    const domain = comparison.mailDomain.name;
    const foundAs = (
      taken: TakenMailbox,
      finding: DriftLine['finding'],
      reason: SkipReason | null,
    ): Found => ({
      address: mailboxAddress(taken.localPart, domain),
      finding,
      reason,
      there: takenFacts(taken),
    });
    if (!comparison.imports) return missing.map((taken) => foundAs(taken, 'missing_here', null));
    const rows = missing.map((taken) => ({ taken, mailbox: importedMailbox(comparison, taken) }));
    const stored = new Set(await mailboxes.insertAbsent(rows.map(({ mailbox }) => mailbox)));
    const imported = rows.map(({ mailbox }) => mailbox).filter(({ id }) => stored.has(id));
    await audit.appendAll(
      comparison.by,
      imported.map((mailbox) => ({
        at: mailbox.createdAt,
        action: 'mailbox.imported',
        objectId: mailbox.id,
        label: mailboxAddress(mailbox.localPart, domain),
        organizationId: comparison.mailDomain.organizationId,
        details: { status: mailbox.status },
      })),
    );
    return rows.map(({ taken, mailbox }) =>
      stored.has(mailbox.id) ? foundAs(taken, 'imported', null) : foundAs(taken, 'skipped', 'name_taken'),
    );
  };

  const comparePiece = async (
    comparison: Comparison,
    rows: readonly ListedRow<ListedMailbox>[],
    list: ReadList,
  ): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    const skipped: Found[] = [];
    const taken = new Map<string, TakenMailbox>();
    for (const row of rows) {
      const judged = judgeRow(row, mailDomain.name);
      if (judged.verdict === 'take') {
        const { mailbox } = judged;
        const asText = JSON.stringify(takenFacts(mailbox));
        const before = list.listed.get(mailbox.localPart);
        list.listed.set(mailbox.localPart, asText);
        if (before === undefined) taken.set(mailbox.localPart, mailbox);
        else if (before !== asText) {
          // It is unknown which of the two rows is right.
          taken.delete(mailbox.localPart);
          const address = mailboxAddress(mailbox.localPart, mailDomain.name);
          skipped.push({ address, finding: 'skipped', reason: 'contradictory' });
        }
        continue;
      }
      const { address, localPart, reason } = judged;
      if (localPart !== null) {
        list.listed.set(localPart, UNIMPORTABLE);
        taken.delete(localPart);
      }
      if (judged.isUntold) list.untoldRows += 1;
      const name = judged.isUntold ? list.nameRow(address) : address;
      skipped.push({ address: name, finding: 'skipped', reason });
    }
    const lines = await unitOfWork.run(async ({ mailboxes, drift, audit }) => {
      await drift.hold(mailDomain.id);
      const own = await mailboxes.listByLocalParts(mailDomain.id, [...taken.keys()]);
      const known = new Set(own.map(({ localPart }) => localPart));
      const missing = [...taken.values()].filter(({ localPart }) => !known.has(localPart));
      const differing = own.flatMap((mailbox) =>
        compareOne(mailbox, taken.get(mailbox.localPart), mailDomain),
      );
      const imported = await takeOver(comparison, { mailboxes, audit }, missing);
      const found = [...differing, ...imported, ...skipped];
      const made = found.map((one) => toLine(comparison, one));
      await drift.putLines(startedAt, made);
      return made;
    });
    await comparison.onPiece(rows.length, lines);
  };

  /** Finds our mailboxes that were not listed and have not changed since the comparison began. */
  const findMissingThere = async (comparison: Comparison, listed: ReadList['listed']): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    let after: string | null = null;
    for (;;) {
      const from: string | null = after;
      const { next, lines } = await unitOfWork.run(async ({ mailboxes, drift }) => {
        await drift.hold(mailDomain.id);
        const page = await mailboxes.listAfter(mailDomain.id, from, DRIFT_PAGE);
        const missing = page.filter(
          ({ localPart, status, updatedAt }) =>
            status === 'enabled' && updatedAt <= startedAt && !listed.has(localPart),
        );
        const made = missing.map((mailbox) =>
          toLine(comparison, {
            address: mailboxAddress(mailbox.localPart, mailDomain.name),
            finding: 'missing_there',
            here: mailboxFacts(mailbox) ?? null,
          }),
        );
        await drift.putLines(startedAt, made);
        const isLast = page.length < DRIFT_PAGE;
        return { next: isLast ? undefined : page.at(-1)?.localPart, lines: made };
      });
      await comparison.onPiece(0, lines);
      if (next === undefined) return;
      after = next;
    }
  };

  return async (comparison) => {
    const list: ReadList = { listed: new Map(), untoldRows: 0, nameRow: rowNamer() };
    const { name } = comparison.mailDomain;
    await mailProvisioner.readMailboxes(name, (rows) => comparePiece(comparison, rows, list));
    if (list.untoldRows === 0) await findMissingThere(comparison, list.listed);
    const things = function* () {
      for (const localPart of list.listed.keys()) {
        yield { address: mailboxAddress(localPart, name), destination: '' };
      }
    };
    return { untoldRows: list.untoldRows, things };
  };
};

type Judged =
  | { readonly verdict: 'take'; readonly mailbox: TakenMailbox }
  | {
      readonly verdict: 'skip';
      readonly address: string;
      readonly reason: SkipReason;
      /** Local part of the mailbox that the row may be about; null when it belongs to another domain. */
      readonly localPart: string | null;
      /** Whether the row may be about any mailbox of the domain. */
      readonly isUntold: boolean;
    };

function judgeRow(row: ListedRow<ListedMailbox>, domainName: string): Judged {
  if ('unreadable' in row) {
    const address = row.address ?? row.unreadable;
    return skipped(address, 'unreadable', placeOf(row.address ?? '', domainName));
  }
  const { email } = row.row;
  const judged = judgeListedMailbox(row.row, domainName);
  if (judged.verdict === 'take') return judged;
  const place = placeOf(email, domainName);
  // An invalid address may still belong to this domain.
  const isOdd = judged.reason === 'other_domain' && place.place === 'here';
  return skipped(email, isOdd ? 'invalid_address' : judged.reason, place);
}

const skipped = (address: string, reason: SkipReason, place: ListedPlace): Judged => ({
  verdict: 'skip',
  address: address === '' ? 'no address' : address,
  reason: place.place === 'unknown' ? 'unreadable' : reason,
  localPart: place.place === 'here' ? place.localPart : null,
  isUntold: place.place === 'unknown',
});

function compareOne(own: Mailbox, listed: TakenMailbox | undefined, { name }: MailDomain): readonly Found[] {
  const here = mailboxFacts(own);
  const there = listed && takenFacts(listed);
  // A mailbox whose creation is under way, or unanswered, cannot be compared yet.
  if (there && isIn(own, 'refused', 'withheld')) return [addressExists(own, { name }, there)];
  if (!here || !there || agree(here, there)) return [];
  return [{ address: mailboxAddress(own.localPart, name), finding: 'differing', here, there }];
}
