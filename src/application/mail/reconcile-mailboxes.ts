import { agree, type DriftLine, mailboxFacts, takenFacts } from '../../domain/mail/drift.ts';
import {
  judgeListedMailbox,
  type ListedMailbox,
  type SkipReason,
  type TakenMailbox,
} from '../../domain/mail/listed-mailbox.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { type Mailbox, mailboxAddress } from '../../domain/mail/mailbox.ts';
import { UNCHANGED } from '../../domain/mail/mailbox-change.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { ListedRow, MailProvisioner } from '../ports/mail-provisioner.ts';
import type { IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { type Comparison, DRIFT_PAGE, type Found, lineMaker, type ReconcileObjects } from './drift-lines.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'drift' | 'audit'>>;
  mailProvisioner: MailProvisioner;
  ids: IdGenerator;
};

/**
 * Compares the mailboxes of a domain with the provisioner's, piece by piece, each in a transaction of its own: what is
 * done stays done. Memory holds the local parts that the provisioner lists, and one piece.
 */
export const makeReconcileMailboxes = ({ unitOfWork, mailProvisioner, ids }: Deps): ReconcileObjects => {
  const toLine = lineMaker(ids, 'mailbox');

  const newMailbox = ({ mailDomain, startedAt }: Comparison, taken: TakenMailbox): Mailbox => ({
    id: ids.next<MailboxId>(),
    mailDomainId: mailDomain.id,
    kind: taken.kind,
    firstName: taken.firstName,
    lastName: taken.lastName,
    localPart: taken.localPart,
    secondaryEmail: null,
    status: taken.isActive === false ? 'disabled' : 'enabled',
    passwordHash: null,
    issuerId: null,
    provisioningStartedAt: null,
    provisioningFailure: null,
    ...UNCHANGED,
    createdAt: startedAt,
    updatedAt: startedAt,
  });

  /** Takes over what is missing here, as far as names allow. */
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
    const rows = missing.map((taken) => ({ taken, mailbox: newMailbox(comparison, taken) }));
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
    listed: Set<string>,
  ): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    const skipped: Found[] = [];
    const taken = new Map<string, TakenMailbox>();
    for (const row of rows) {
      const judged = judgeRow(row, mailDomain.name);
      if (judged.verdict === 'skip') skipped.push({ ...judged.found, finding: 'skipped' });
      else if (!listed.has(judged.mailbox.localPart)) taken.set(judged.mailbox.localPart, judged.mailbox);
    }
    const lines = await unitOfWork.run(async ({ mailboxes, drift, audit }) => {
      const ours = await mailboxes.listByLocalParts(mailDomain.id, [...taken.keys()]);
      const known = new Set(ours.map(({ localPart }) => localPart));
      const missing = [...taken.values()].filter(({ localPart }) => !known.has(localPart));
      const differing = ours.flatMap((mailbox) =>
        compareOne(mailbox, taken.get(mailbox.localPart), mailDomain),
      );
      const found = [
        ...skipped,
        ...differing,
        ...(await takeOver(comparison, { mailboxes, audit }, missing)),
      ];
      const made = found.map((one) => toLine(comparison, one));
      await drift.putLines(startedAt, made);
      return made;
    });
    for (const localPart of taken.keys()) listed.add(localPart);
    await comparison.onPiece(rows.length, lines);
  };

  /** Finds those of ours that were not listed and have not changed since the comparison began. */
  const findMissingThere = async (comparison: Comparison, listed: ReadonlySet<string>): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    let after: string | null = null;
    for (;;) {
      const from: string | null = after;
      const { last, lines } = await unitOfWork.run(async ({ mailboxes, drift }) => {
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
        return { last: page.at(-1)?.localPart ?? null, lines: made };
      });
      await comparison.onPiece(0, lines);
      if (last === null) return;
      after = last;
    }
  };

  return async (comparison) => {
    const listed = new Set<string>();
    await mailProvisioner.readMailboxes(comparison.mailDomain.name, (rows) =>
      comparePiece(comparison, rows, listed),
    );
    await findMissingThere(comparison, listed);
  };
};

type Judged =
  | { readonly verdict: 'take'; readonly mailbox: TakenMailbox }
  | { readonly verdict: 'skip'; readonly found: Pick<Found, 'address'> & { readonly reason: SkipReason } };

function judgeRow(row: ListedRow<ListedMailbox>, domainName: string): Judged {
  if ('unreadable' in row) {
    return { verdict: 'skip', found: { address: row.address ?? row.unreadable, reason: 'unreadable' } };
  }
  const judged = judgeListedMailbox(row.row, domainName);
  return judged.verdict === 'take'
    ? judged
    : { verdict: 'skip', found: { address: row.row.email, reason: judged.reason } };
}

function compareOne(ours: Mailbox, theirs: TakenMailbox | undefined, { name }: MailDomain): readonly Found[] {
  const here = mailboxFacts(ours);
  const there = theirs && takenFacts(theirs);
  if (!here || !there || agree(here, there)) return [];
  return [{ address: mailboxAddress(ours.localPart, name), finding: 'differing', here, there }];
}
