import type { AuditScope } from '../../domain/audit/audit-access.ts';
import type { AuditAction, AuditObjectType } from '../../domain/audit/audit-action.ts';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import type { AuditEntryId, UserId } from '../../domain/shared/ids.ts';

type Person = Readonly<{ id: UserId; name: string | null; email: string | null }>;

/** An entry with the present names of the people in it; a deleted account has neither name nor e-mail. */
export type AuditEntryView = AuditEntry & {
  readonly actor: Person | null;
  readonly subject: Person | null;
};

export type AuditFilter = Readonly<{
  objectType?: AuditObjectType | undefined;
  /** Of a mailbox: also entries about many, it among them (`ACTIONS_ON_MANY_MAILBOXES`). */
  objectId?: string | undefined;
  actorId?: UserId | undefined;
  subjectId?: UserId | undefined;
  action?: AuditAction | undefined;
  /** Inclusive. */
  from?: Date | undefined;
  /** Exclusive. */
  until?: Date | undefined;
}>;

/** The last entry of a page: the next page begins after it. */
export type AuditPosition = Readonly<{ occurredAt: Date; id: AuditEntryId }>;

/** An alias of a domain that is there since then: an earlier domain of the same name had aliases of its own. */
export type AliasOfAudit = Readonly<{ address: string; since: Date }>;

export interface AuditQueries {
  /** Up to `limit` entries of the scope that match all given filters, newest first, then by id. At most two round trips. */
  list(
    scope: AuditScope,
    filter: AuditFilter,
    page: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]>;
  /**
   * Up to `limit` entries about the aliases of one address, whoever may read the log, in the same order; also entries about many,
   * it among them (`ACTION_ON_MANY_ALIASES`). One round trip.
   */
  ofAlias(
    alias: AliasOfAudit,
    page: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]>;
}
