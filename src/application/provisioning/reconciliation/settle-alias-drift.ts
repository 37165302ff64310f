import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftResolution } from '../../../domain/provisioning/drift.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailAliasChangeId, MailAliasId } from '../../../domain/shared/ids.ts';
import { openAliasChange } from '../../alias/open-alias-change.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import { localPartOf, type Settling, staleLine } from './settled-line.ts';

export type AliasSettlingStores = Pick<
  Repositories,
  'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals'
>;

/** Settles a line about an alias; refused, before anything is written, with `drift.stale`. */
export const makeSettleAliasDrift =
  ({ clock, ids }: { clock: Clock; ids: IdGenerator }) =>
  async (
    stores: AliasSettlingStores,
    author: AuditAuthor,
    { line, mailDomain }: { readonly line: DriftLine; readonly mailDomain: MailDomain },
    resolution: Exclude<DriftResolution, 'ignore'>,
  ): Promise<Settling> => {
    const { id: mailDomainId } = mailDomain;
    const localPart = localPartOf(line);
    const destination = normalizeEmail(line.destination);
    const isIt = (alias: MailAlias) => normalizeEmail(alias.destination) === destination;
    const at = clock.now();
    const ours = await stores.mailAliases.listByLocalPart(mailDomainId, localPart);
    const isHere = ours.some(isIt);
    if (isHere !== (line.finding === 'missing_there')) return staleLine();
    if (resolution === 'push') {
      const kind = isHere ? 'creation' : 'removal';
      const key = { mailDomainId, kind, localPart, destination } as const;
      await openAliasChange(stores, author, key, { id: ids.next<MailAliasChangeId>(), at });
      return { event: undefined, isWaiting: true };
    }
    const id = ours.find(isIt)?.id ?? ids.next<MailAliasId>();
    if (isHere) await stores.mailAliases.remove(mailDomainId, localPart, destination);
    else {
      const alias = { id, mailDomainId, localPart, destination, createdAt: at, updatedAt: at };
      await stores.mailAliases.insertIfAbsent(alias);
    }
    const action = isHere ? 'mail_alias.deleted' : 'mail_alias.created';
    const details = { destination, drift: line.finding };
    return { event: { action, objectId: id, details }, isWaiting: false };
  };
