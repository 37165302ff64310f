import type { MailAlias } from '../../../domain/alias/mail-alias.ts';
import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftResolution } from '../../../domain/provisioning/drift.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailAliasId } from '../../../domain/shared/ids.ts';
import { openAliasChange } from '../../alias/open-alias-change.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

export type AliasSettlingStores = Pick<
  Repositories,
  'mailAliases' | 'mailAliasChanges' | 'outbox' | 'audit' | 'signals'
>;
type Case = { readonly line: DriftLine; readonly mailDomain: MailDomain; readonly localPart: string };

/** Settles a line about an alias. @throws DomainError `drift.stale` */
export const makeSettleAliasDrift =
  ({ clock, ids }: { clock: Clock; ids: IdGenerator }) =>
  async (
    stores: AliasSettlingStores,
    author: AuditAuthor,
    { line, mailDomain, localPart }: Case,
    resolution: Exclude<DriftResolution, 'ignore'>,
  ): Promise<void> => {
    const { id: mailDomainId } = mailDomain;
    const destination = normalizeEmail(line.destination);
    const isIt = (alias: MailAlias) => normalizeEmail(alias.destination) === destination;
    const at = clock.now();
    const ours = await stores.mailAliases.listByLocalPart(mailDomainId, localPart);
    const isHere = ours.some(isIt);
    if (isHere !== (line.finding === 'missing_there')) {
      throw new DomainError('drift.stale', 'It is no longer as the line says');
    }
    if (resolution === 'push') {
      const kind = isHere ? 'creation' : 'removal';
      const key = { mailDomainId, kind, localPart, destination } as const;
      await openAliasChange(stores, author, key, { id: ids.next<MailAliasChangeId>(), at });
      return;
    }
    const id = ours.find(isIt)?.id ?? ids.next<MailAliasId>();
    if (isHere) await stores.mailAliases.remove(mailDomainId, localPart, destination);
    else {
      const alias = { id, mailDomainId, localPart, destination, createdAt: at, updatedAt: at };
      await stores.mailAliases.insertIfAbsent(alias);
    }
    await stores.audit.append(author, {
      ...addressAuditSubject({ id, localPart }, mailDomain, author),
      at,
      action: isHere ? 'mail_alias.deleted' : 'mail_alias.created',
      details: { destination, drift: line.finding },
    });
  };
