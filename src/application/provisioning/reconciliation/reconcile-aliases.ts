import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import {
  aliasKey,
  isAliasOf,
  judgeListedAlias,
  type ListedAlias,
} from '../../../domain/provisioning/listed-alias.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailAliasId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import {
  type Comparison,
  DRIFT_PAGE,
  type DriftThing,
  type Found,
  lineMaker,
  type ReconcileObjects,
  rowNamer,
} from '../drift-lines.ts';
import type { ListedRow, MailProvisioner } from '../mail-provisioner.ts';

type Stores = Pick<Repositories, 'mailAliases' | 'drift' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; mailProvisioner: MailProvisioner; ids: IdGenerator };

/** The list as read so far: its aliases, by `aliasKey`, and the number of rows that do not identify their alias. */
type ReadList = {
  readonly listed: Map<string, DriftThing>;
  untoldRows: number;
  readonly nameRow: (what: string) => string;
};

/**
 * Compares the aliases of a domain with the provisioner's, in pieces as mailboxes are. Memory holds the keys of the
 * listed aliases, and one piece.
 */
export const makeReconcileAliases = ({ unitOfWork, mailProvisioner, ids }: Deps): ReconcileObjects => {
  const toLine = lineMaker(ids, 'alias');

  const takeOver = async (
    { mailDomain, startedAt, by }: Comparison,
    { mailAliases, audit }: Stores,
    { localPart, destination }: ListedAlias,
  ): Promise<void> => {
    const id = ids.next<MailAliasId>();
    const dates = { createdAt: startedAt, updatedAt: startedAt };
    await mailAliases.insertIfAbsent({ id, mailDomainId: mailDomain.id, localPart, destination, ...dates });
    await audit.append(by, {
      ...addressAuditSubject({ id, localPart }, mailDomain, by),
      at: startedAt,
      action: 'mail_alias.created',
      details: { destination, drift: 'imported' },
    });
  };

  const comparePiece = async (
    comparison: Comparison,
    rows: readonly ListedRow<ListedAlias>[],
    list: ReadList,
  ): Promise<void> => {
    const { mailDomain, startedAt, imports } = comparison;
    const thingOf = ({ localPart, destination }: ListedAlias): DriftThing => ({
      address: mailboxAddress(localPart, mailDomain.name),
      destination: normalizeEmail(destination),
    });
    const found: Found[] = [];
    const seen = new Map<string, DriftThing>();
    const taken = new Map<string, ListedAlias>();
    for (const row of rows) {
      if ('unreadable' in row) {
        // Without its destination, a row does not identify its alias, whatever its local part.
        list.untoldRows += 1;
        const address = row.address === null ? row.unreadable : mailboxAddress(row.address, mailDomain.name);
        found.push({ address: list.nameRow(address), finding: 'skipped', reason: 'unreadable' });
        continue;
      }
      const judged = judgeListedAlias(row.row, mailDomain.name);
      if (isAliasOf(row.row, mailDomain.name)) seen.set(aliasKey(row.row), thingOf(row.row));
      if (judged.verdict === 'take') taken.set(aliasKey(judged.alias), judged.alias);
      else found.push({ ...thingOf(row.row), finding: 'skipped', reason: judged.reason });
    }
    const lines = await unitOfWork.run(async (stores) => {
      await stores.drift.hold(mailDomain.id);
      const localParts = [...new Set([...taken.values()].map(({ localPart }) => localPart))];
      const own = await stores.mailAliases.listByLocalParts(mailDomain.id, localParts);
      const known = new Set(own.map(aliasKey));
      for (const [key, alias] of taken) {
        if (known.has(key) || list.listed.has(key)) continue;
        if (imports) await takeOver(comparison, stores, alias);
        found.push({ ...thingOf(alias), finding: imports ? 'imported' : 'missing_here' });
      }
      const made = found.map((one) => toLine(comparison, one));
      await stores.drift.putLines(startedAt, made);
      return made;
    });
    for (const [key, thing] of seen) list.listed.set(key, thing);
    await comparison.onPiece(rows.length, lines);
  };

  /** Finds our aliases that were not listed and existed before the comparison began. */
  const findMissingThere = async (comparison: Comparison, listed: ReadList['listed']): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    let after: MailAlias | undefined;
    for (;;) {
      const from: MailAlias | undefined = after;
      const { next, lines } = await unitOfWork.run(async ({ mailAliases, drift }) => {
        await drift.hold(mailDomain.id);
        const page = await mailAliases.listAfter(mailDomain.id, from, DRIFT_PAGE);
        const made = page
          .filter((alias) => alias.updatedAt <= startedAt && !listed.has(aliasKey(alias)))
          .map(({ localPart, destination }) =>
            toLine(comparison, {
              address: mailboxAddress(localPart, mailDomain.name),
              destination: normalizeEmail(destination),
              finding: 'missing_there',
            }),
          );
        await drift.putLines(startedAt, made);
        return { next: page.length < DRIFT_PAGE ? undefined : page.at(-1), lines: made };
      });
      await comparison.onPiece(0, lines);
      if (next === undefined) return;
      after = next;
    }
  };

  return async (comparison) => {
    const list: ReadList = { listed: new Map(), untoldRows: 0, nameRow: rowNamer() };
    await mailProvisioner.readAliases(comparison.mailDomain.name, (rows) =>
      comparePiece(comparison, rows, list),
    );
    if (list.untoldRows === 0) await findMissingThere(comparison, list.listed);
    return { untoldRows: list.untoldRows, things: () => list.listed.values() };
  };
};
