import { judgeListedAlias, type ListedAlias } from '../../domain/mail/listed-alias.ts';
import type { MailAlias } from '../../domain/mail/mail-alias.ts';
import { mailboxAddress } from '../../domain/mail/mailbox.ts';
import type { MailAliasId } from '../../domain/shared/ids.ts';
import type { ListedRow, MailProvisioner } from '../ports/mail-provisioner.ts';
import type { IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { aboutAddress } from './about-address.ts';
import { type Comparison, DRIFT_PAGE, type Found, lineMaker, type ReconcileObjects } from './drift-lines.ts';

type Stores = Pick<Repositories, 'mailAliases' | 'drift' | 'audit'>;
type Deps = { unitOfWork: UnitOfWork<Stores>; mailProvisioner: MailProvisioner; ids: IdGenerator };

const keyOf = ({ localPart, destination }: ListedAlias): string => `${localPart}\n${destination}`;

/**
 * Compares the aliases of a domain with the provisioner's, piece by piece as mailboxes are. Memory holds the aliases that
 * the provisioner lists, and one piece.
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
      ...aboutAddress({ id, localPart }, mailDomain, by),
      at: startedAt,
      action: 'mail_alias.created',
      details: { destination, drift: 'imported' },
    });
  };

  const comparePiece = async (
    comparison: Comparison,
    rows: readonly ListedRow<ListedAlias>[],
    listed: Set<string>,
  ): Promise<void> => {
    const { mailDomain, startedAt, imports } = comparison;
    const addressOf = ({ localPart }: ListedAlias) => mailboxAddress(localPart, mailDomain.name);
    const found: Found[] = [];
    const taken = new Map<string, ListedAlias>();
    for (const row of rows) {
      if ('unreadable' in row) {
        found.push({ address: row.address ?? row.unreadable, finding: 'skipped', reason: 'unreadable' });
        continue;
      }
      const judged = judgeListedAlias(row.row, mailDomain.name);
      if (judged.verdict === 'take') taken.set(keyOf(judged.alias), judged.alias);
      else {
        const { destination } = row.row;
        found.push({
          address: addressOf(row.row),
          destination,
          finding: 'skipped',
          reason: judged.reason,
        });
      }
    }
    const lines = await unitOfWork.run(async (stores) => {
      const localParts = [...new Set([...taken.values()].map(({ localPart }) => localPart))];
      const ours = await stores.mailAliases.listByLocalParts(mailDomain.id, localParts);
      const known = new Set(ours.map(keyOf));
      for (const [key, alias] of taken) {
        if (known.has(key) || listed.has(key)) continue;
        if (imports) await takeOver(comparison, stores, alias);
        const { destination } = alias;
        found.push({
          address: addressOf(alias),
          destination,
          finding: imports ? 'imported' : 'missing_here',
        });
      }
      const made = found.map((one) => toLine(comparison, one));
      await stores.drift.putLines(startedAt, made);
      return made;
    });
    for (const key of taken.keys()) listed.add(key);
    await comparison.onPiece(rows.length, lines);
  };

  /** Finds those of ours that were not listed and were there before the comparison began. */
  const findMissingThere = async (comparison: Comparison, listed: ReadonlySet<string>): Promise<void> => {
    const { mailDomain, startedAt } = comparison;
    let after: MailAlias | undefined;
    for (;;) {
      const from: MailAlias | undefined = after;
      const { last, lines } = await unitOfWork.run(async ({ mailAliases, drift }) => {
        const page = await mailAliases.listAfter(mailDomain.id, from, DRIFT_PAGE);
        const made = page
          .filter((alias) => alias.updatedAt <= startedAt && !listed.has(keyOf(alias)))
          .map(({ localPart, destination }) =>
            toLine(comparison, {
              address: mailboxAddress(localPart, mailDomain.name),
              destination,
              finding: 'missing_there',
            }),
          );
        await drift.putLines(startedAt, made);
        return { last: page.at(-1), lines: made };
      });
      if (last === undefined) return;
      await comparison.onPiece(0, lines);
      after = last;
    }
  };

  return async (comparison) => {
    const listed = new Set<string>();
    await mailProvisioner.readAliases(comparison.mailDomain.name, (rows) =>
      comparePiece(comparison, rows, listed),
    );
    await findMissingThere(comparison, listed);
  };
};
