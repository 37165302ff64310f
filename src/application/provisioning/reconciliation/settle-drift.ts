import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { type DriftLine, type DriftResolution, refusalOf } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId } from '../../../domain/shared/ids.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { type AliasSettlingStores, makeSettleAliasDrift } from './settle-alias-drift.ts';
import { type MailboxSettlingStores, makeSettleMailboxDrift } from './settle-mailbox-drift.ts';
import { localPartOf, type Settling } from './settled-line.ts';

export type SettlingStores = AliasSettlingStores &
  MailboxSettlingStores &
  Pick<Repositories, 'mailDomains' | 'drift' | 'audit'>;

/**
 * Settles lines in a transaction that holds the domain and its report. `lines`: as they were read before.
 *
 * @returns what settling did, or why it was not done, by line
 */
export type SettleDrift = (
  stores: SettlingStores,
  author: AuditAuthor,
  input: {
    readonly mailDomain: MailDomain;
    readonly lines: readonly DriftLine[];
    readonly resolution: DriftResolution;
  },
) => Promise<ReadonlyMap<DriftLineId, Settling>>;

export const noSuchLine = () => new DomainError('drift.not_found', 'No such line');

/**
 * Settles lines of a domain's report in one way: adopts the provisioner's state, sends ours to the provisioner, ignores
 * them or takes that back. A line whose mailbox or alias has changed since is refused: `drift.not_found`, `drift.resolution_not_applicable`,
 * `drift.stale`, `mailbox.name_taken`. Mailboxes are locked before lines, as by those who carry out their changes.
 *
 * @throws DomainError `mailbox.name_taken`, `mailbox.address_taken` when somebody takes a name or an address meanwhile
 */
export const makeSettleDrift = (deps: { clock: Clock; ids: IdGenerator }): SettleDrift => {
  const settleMailboxDrift = makeSettleMailboxDrift(deps);
  const settleAliasDrift = makeSettleAliasDrift(deps);

  return async (stores, author, { mailDomain, lines: known, resolution }) => {
    const { drift } = stores;
    const isLeft = resolution === 'ignore' || resolution === 'reopen';
    const own = isLeft ? NONE : await lockMailboxes(stores, mailDomain, known);
    const lines = await drift.lockLines(
      mailDomain.id,
      known.map(({ id }) => id),
    );
    const present = new Map(lines.map((line) => [line.id, line]));
    const results = new Map<DriftLineId, Settling>();
    for (const { id } of known) {
      const line = present.get(id);
      const refusal = line ? refusalOf(line, resolution) : noSuchLine();
      if (refusal) results.set(id, refusal);
    }
    const open = lines.filter(({ id }) => !results.has(id));
    if (isLeft) {
      await drift.markIgnored(
        open.map(({ id }) => id),
        resolution === 'ignore',
      );
      for (const { id } of open) results.set(id, { event: undefined, isWaiting: false });
      return results;
    }
    const cases = open
      .filter(({ object }) => object === 'mailbox')
      .map((line) => ({ line, own: own.get(localPartOf(line)) }));
    const ofMailboxes = await settleMailboxDrift(stores, { mailDomain, author }, cases, resolution);
    const aliasLines = open.filter(({ object }) => object === 'alias');
    const ofAliases = await settleAliasDrift(stores, { mailDomain, author, lines: aliasLines }, resolution);
    for (const [id, result] of [...ofMailboxes, ...ofAliases]) results.set(id, result);
    await drift.removeLines(
      open.map(({ id }) => id).filter((id) => !(results.get(id) instanceof DomainError)),
    );
    return results;
  };
};

const NONE: ReadonlyMap<string, Mailbox> = new Map();

/** The mailboxes of lines, locked, by local part. */
async function lockMailboxes(
  { mailboxes }: SettlingStores,
  { id }: MailDomain,
  lines: readonly DriftLine[],
): Promise<ReadonlyMap<string, Mailbox>> {
  const localParts = lines.filter(({ object }) => object === 'mailbox').map(localPartOf);
  if (localParts.length === 0) return NONE;
  const listed = await mailboxes.listByLocalParts(id, localParts);
  const locked = await mailboxes.lockMany(listed.map((mailbox) => mailbox.id));
  return new Map(locked.map((mailbox) => [mailbox.localPart, mailbox]));
}
