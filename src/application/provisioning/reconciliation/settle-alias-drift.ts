import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { ChangingResolution, DriftLine } from '../../../domain/provisioning/drift.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import type {
  DriftLineId,
  MailAliasChangeId,
  MailAliasId,
  MailDomainId,
} from '../../../domain/shared/ids.ts';
import { type AliasAim, openAliasChanges } from '../../alias/open-alias-changes.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { localPartOf, type Settling, staleLine } from './settled-line.ts';

export type AliasSettlingStores = Pick<
  Repositories,
  'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals'
>;

type Given = Readonly<{ mailDomain: MailDomain; author: AuditAuthor; lines: readonly DriftLine[] }>;

/** Lines about aliases, all settled in one way; refused, before anything is written about them, with `drift.stale`. */
export const makeSettleAliasDrift =
  ({ clock, ids }: { clock: Clock; ids: IdGenerator }) =>
  async (
    stores: AliasSettlingStores,
    { mailDomain: { id: mailDomainId }, author, lines }: Given,
    resolution: ChangingResolution,
  ): Promise<ReadonlyMap<DriftLineId, Settling>> => {
    if (lines.length === 0) return new Map();
    const at = clock.now();
    const ours = await idsOfOurs(stores, mailDomainId, lines);
    const results = new Map<DriftLineId, Settling>();
    const asked: AliasAim[] = [];
    for (const line of lines) {
      const alias = { localPart: localPartOf(line), destination: normalizeEmail(line.destination) };
      const key = keyOf(alias);
      const ownId = ours.get(key);
      if ((ownId !== undefined) !== (line.finding === 'missing_there')) {
        results.set(line.id, staleLine());
        continue;
      }
      if (resolution === 'push') {
        asked.push({ id: ids.next<MailAliasChangeId>(), kind: ownId ? 'creation' : 'removal', ...alias });
        results.set(line.id, { event: undefined, isWaiting: true });
        continue;
      }
      const id = ownId ?? ids.next<MailAliasId>();
      if (ownId) {
        await stores.mailAliases.remove(mailDomainId, alias.localPart, alias.destination);
        ours.delete(key);
      } else {
        await stores.mailAliases.insertIfAbsent({ id, mailDomainId, ...alias, createdAt: at, updatedAt: at });
        ours.set(key, id);
      }
      const action = ownId ? 'mail_alias.deleted' : 'mail_alias.created';
      const details = { destination: alias.destination, drift: line.finding };
      results.set(line.id, { event: { action, objectId: id, details }, isWaiting: false });
    }
    await openAliasChanges(stores, author, { mailDomainId, at }, asked);
    return results;
  };

const keyOf = ({ localPart, destination }: Pick<MailAlias, 'localPart' | 'destination'>): string =>
  `${localPart}\n${normalizeEmail(destination)}`;

/** The ids of our aliases at the local parts of lines, by local part and destination. */
async function idsOfOurs(
  { mailAliases }: AliasSettlingStores,
  mailDomainId: MailDomainId,
  lines: readonly DriftLine[],
): Promise<Map<string, MailAliasId>> {
  const localParts = [...new Set(lines.map(localPartOf))];
  const ours = await mailAliases.listByLocalParts(mailDomainId, localParts);
  return new Map(ours.map((alias) => [keyOf(alias), alias.id]));
}
