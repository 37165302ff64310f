import type { StoredAliasGroup } from '../../domain/alias/alias-group.ts';
import type { MailAlias } from '../../domain/alias/mail-alias.ts';
import type { MailAliasChange, MailAliasChangeKind } from '../../domain/alias/mail-alias-change.ts';
import type { MailAliasChangeId, MailAliasId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

export interface MailAliasRepository {
  find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined>;
  /** The aliases of exactly this local part, by destination. */
  listByLocalPart(mailDomainId: MailDomainId, localPart: string): Promise<readonly MailAlias[]>;
  /** The aliases of any of these local parts, in no order. */
  listByLocalParts(mailDomainId: MailDomainId, localParts: readonly string[]): Promise<readonly MailAlias[]>;
  /** Up to `limit` aliases of a domain after the one given (undefined: from the first), by local part and destination. */
  listAfter(
    mailDomainId: MailDomainId,
    after: Pick<MailAlias, 'localPart' | 'destination'> | undefined,
    limit: number,
  ): Promise<readonly MailAlias[]>;
  /**
   * The destinations of mail to any of these addresses, in all our domains, with those of pending creations; ignores
   * letter case and how domains are spelled.
   */
  destinationsOf(addresses: readonly string[]): Promise<readonly string[]>;
  /** Stores the alias unless the domain has one of the same local part and destination. */
  insertIfAbsent(alias: MailAlias): Promise<void>;
  /** Removes the alias of that destination, in any spelling, or all of the local part; returns how many were removed. */
  remove(mailDomainId: MailDomainId, localPart: string, destination: string | null): Promise<number>;
}

/** Identifies a change among those that are open, or finished and not yet read by the requester. */
export type MailAliasChangeKey = Readonly<{
  mailDomainId: MailDomainId;
  kind: MailAliasChangeKind;
  localPart: string;
  destination: string | null;
}>;

export interface MailAliasChangeRepository {
  find(id: MailAliasChangeId): Promise<MailAliasChange | undefined>;
  /** The change, locked until the end of the transaction. */
  lock(id: MailAliasChangeId): Promise<MailAliasChange | undefined>;
  /** The open changes of these local parts, the oldest of each first, locked until the end of the transaction. */
  lockOpen(mailDomainId: MailDomainId, localParts: readonly string[]): Promise<readonly MailAliasChange[]>;
  /**
   * Stores the changes except those whose key is taken. Returns the stored one of each key, in the order given; of several with
   * one key, one is stored.
   */
  insertOrFind(changes: readonly MailAliasChange[]): Promise<readonly MailAliasChange[]>;
  /** Replaces progress and date of change. */
  update(changes: readonly MailAliasChange[]): Promise<void>;
  delete(ids: readonly MailAliasChangeId[]): Promise<void>;
}

export type MailAliasFilter = Readonly<{
  /** Part of the local part or of the destination; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
}>;

export type MailAliasGroupFilter = MailAliasFilter &
  Readonly<{
    /** Exactly this local part. */
    localPart?: string | undefined;
  }>;

/** One round trip a page. */
export interface MailAliasQueries {
  page(
    mailDomainId: MailDomainId,
    filter: MailAliasFilter,
    request: PageRequest<'local_part'>,
  ): Promise<Page<MailAlias>>;
  find(mailDomainId: MailDomainId, id: MailAliasId): Promise<MailAlias | undefined>;
  /**
   * The local parts that have aliases or creations of some, each with all its aliases and its changes that are open or were
   * refused by the provisioner, in no order. A search finds a local part by any of its destinations. Each has at most
   * `STORED_BOUNDS.destinations_of_alias` of both.
   */
  groups(
    mailDomainId: MailDomainId,
    filter: MailAliasGroupFilter,
    request: PageRequest<'local_part'>,
  ): Promise<Page<StoredAliasGroup>>;
}
