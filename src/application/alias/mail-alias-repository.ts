import type { MailAlias } from '../../domain/alias/mail-alias.ts';
import type { MailAliasChange, MailAliasChangeKind } from '../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailAliasId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

export interface MailAliasRepository {
  find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined>;
  /** Those of exactly this local part, by destination. */
  listByLocalPart(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAlias[]>;
  /** Those of any of these local parts, in no order. */
  listByLocalParts(mailDomainId: MailDomainId, localParts: readonly string[]): Promise<readonly MailAlias[]>;
  /** Up to `limit` aliases of a domain after the one given (undefined: from the first), by local part and destination. */
  listAfter(
    mailDomainId: MailDomainId,
    after: Pick<MailAlias, 'localPart' | 'destination'> | undefined,
    limit: number,
  ): Promise<readonly MailAlias[]>;
  /**
   * Where mail to any of these addresses goes, or will go once the provisioner does what it was asked, in any domain of
   * ours; letter case does not count.
   */
  destinationsOf(addresses: readonly string[]): Promise<readonly string[]>;
  /** Stores the alias; one of the same domain, local part and destination is left alone. */
  insertIfAbsent(alias: MailAlias): Promise<void>;
  /** Removes the alias of that destination, or all of the local part, and returns how many there were. */
  remove(mailDomainId: MailDomainId, localPart: string, destination: string | null): Promise<number>;
}

/** Identifies a change among those that are not over, and read by whoever asked. */
export type MailAliasChangeKey = Readonly<{
  mailDomainId: MailDomainId;
  kind: MailAliasChangeKind;
  localPart: string;
  destination: string | null;
}>;

export interface MailAliasChangeRepository {
  find(id: MailAliasChangeId): Promise<MailAliasChange | undefined>;
  /** The change, kept from other writers until the end of the transaction. */
  lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined>;
  /** The open changes of that local part, the oldest first, kept from other writers until the end of the transaction. */
  lockOpen(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAliasChange[]>;
  /** Stores the change, unless one has the same key: then nothing is stored and that one is returned. */
  insertOrFind(change: MailAliasChange): Promise<MailAliasChange>;
  /** Replaces progress and date of change. */
  update(change: MailAliasChange): Promise<void>;
  delete(id: MailAliasChangeId): Promise<void>;
}

export type MailAliasFilter = Readonly<{
  /** Part of the local part or of the destination; letter case and accents do not count, `%` and `_` mean themselves. */
  search?: string | undefined;
}>;

/** One round trip a page. */
export interface MailAliasQueries {
  page(
    mailDomainId: MailDomainId,
    filter: MailAliasFilter,
    request: PageRequest<'local_part'>,
  ): Promise<Page<MailAlias>>;
  find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined>;
}
