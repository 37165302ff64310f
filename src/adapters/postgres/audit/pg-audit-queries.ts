import type {
  AliasOfAudit,
  AuditEntryView,
  AuditFilter,
  AuditPosition,
  AuditQueries,
} from '../../../application/audit/audit-queries.ts';
import type { AuditScope } from '../../../domain/audit/audit-access.ts';
import {
  ACTION_ON_MANY_ALIASES,
  ACTIONS_ON_MANY_MAILBOXES,
  type AuditAction,
  type AuditObjectType,
} from '../../../domain/audit/audit-action.ts';
import type { AuditDetails } from '../../../domain/audit/audit-entry.ts';
import type { OriginChannel } from '../../../domain/audit/request-origin.ts';
import type { AuditEntryId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = {
  id: AuditEntryId;
  occurred_at: Date;
  action: AuditAction;
  object_type: AuditObjectType;
  object_id: string;
  label: string;
  organization_id: OrganizationId | null;
  actor_id: UserId | null;
  actor_name: string | null;
  actor_email: string | null;
  subject_id: UserId | null;
  subject_name: string | null;
  subject_email: string | null;
  via: OriginChannel;
  client: string | null;
  address: string | null;
  request_id: string | null;
  details: AuditDetails;
};

const person = (id: UserId | null, name: string | null, email: string | null) =>
  id === null ? null : { id, name, email };

const toView = (row: Row): AuditEntryView => ({
  id: row.id,
  occurredAt: row.occurred_at,
  action: row.action,
  objectType: row.object_type,
  objectId: row.object_id,
  label: row.label,
  organizationId: row.organization_id,
  actorId: row.actor_id,
  actor: person(row.actor_id, row.actor_name, row.actor_email),
  subjectId: row.subject_id,
  subject: person(row.subject_id, row.subject_name, row.subject_email),
  origin: { address: row.address, requestId: row.request_id, via: row.via, client: row.client },
  details: row.details,
});

/** Entries about many mailboxes, of which one is looked for; each condition as an index finds them. */
const amongMany = (objectId: string): readonly string[] =>
  ACTIONS_ON_MANY_MAILBOXES.map(
    (action) => `e.action = '${action}' AND e.details -> 'mailboxes' ? ${objectId}`,
  );

/** The entries `e` of a page, and the values of its text. */
function entriesOf(scope: AuditScope, filter: AuditFilter, limit: number, after: AuditPosition | undefined) {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['true'];
  const require = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${condition} ${place(value)}`);
  };
  require('e.organization_id =', scope === 'everything' ? undefined : scope.organizationId);
  require('e.actor_id =', filter.actorId);
  require('e.subject_id =', filter.subjectId);
  require('e.action =', filter.action);
  require('e.occurred_at >=', filter.from);
  require('e.occurred_at <', filter.until);
  if (after) {
    const at = place(after.occurredAt);
    // The first condition follows from the second, and tells which parts of the log may be left out.
    conditions.push(`e.occurred_at <= ${at} AND (e.occurred_at, e.id) < (${at}, ${place(after.id)})`);
  }
  const common = conditions.join(' AND ');
  const most = place(limit);
  const found = (...own: readonly string[]): string =>
    `SELECT e.* FROM audit_entry e WHERE ${[common, ...own].join(' AND ')}
      ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${most}`;
  const { objectType, objectId } = filter;
  const ofType = objectType === undefined ? [] : [`e.object_type = ${place(objectType)}`];
  if (objectId === undefined) return { entries: found(...ofType), values, most };
  const id = place(objectId);
  const own = found(`e.object_id = ${id}`, ...ofType);
  const mayBeMailbox = objectType === undefined || objectType === 'mailbox';
  // Each part is in the order of an index of its own, which an OR of both conditions would not use.
  const parts = [own, ...(mayBeMailbox ? amongMany(id).map((condition) => found(condition)) : [])];
  return { entries: parts.map((part) => `(${part})`).join(' UNION ALL '), values, most };
}

/** The entries `e` of a page about the aliases of one address, as `entriesOf`: each part in the order of its index. */
function entriesOfAlias({ address, since }: AliasOfAudit, limit: number, after: AuditPosition | undefined) {
  const values = [address, since, limit, ...(after ? [after.occurredAt, after.id] : [])];
  const [label, from, most] = ['$1', '$2', '$3'] as const;
  const later = after ? ' AND e.occurred_at <= $4 AND (e.occurred_at, e.id) < ($4, $5)' : '';
  const found = (condition: string): string =>
    `(SELECT e.* FROM audit_entry e WHERE ${condition} AND e.occurred_at >= ${from}${later}
       ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${most})`;
  const own = found(`e.object_type = 'mail_alias' AND e.label = ${label}`);
  const amongMany = found(`e.action = '${ACTION_ON_MANY_ALIASES}' AND e.details -> 'aliases' ? ${label}`);
  return { entries: `${own} UNION ALL ${amongMany}`, values, most };
}

const RECENT_DAYS = 92;
const DAY_MS = 86_400_000;

/**
 * From when on a page is looked for first: the log has a part for each month, and most pages are full of what is recent.
 * Undefined for an object, whose entries are few, and where the filter begins later.
 */
function recently(
  { objectId, from, until }: AuditFilter,
  after: AuditPosition | undefined,
): Date | undefined {
  if (objectId !== undefined) return undefined;
  const end = after?.occurredAt ?? until ?? new Date();
  const begin = new Date(end.getTime() - RECENT_DAYS * DAY_MS);
  return from !== undefined && from >= begin ? undefined : begin;
}

export class PgAuditQueries implements AuditQueries {
  constructor(private readonly db: Queryable) {}

  async list(
    scope: AuditScope,
    filter: AuditFilter,
    { limit, after }: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]> {
    const page = (one: AuditFilter) => this.#read(entriesOf(scope, one, limit, after));
    const from = recently(filter, after);
    const recent = from === undefined ? [] : await page({ ...filter, from });
    return from !== undefined && recent.length === limit ? recent : page(filter);
  }

  async ofAlias(
    alias: AliasOfAudit,
    { limit, after }: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]> {
    return this.#read(entriesOfAlias(alias, limit, after));
  }

  async #read({ entries, values, most }: ReturnType<typeof entriesOf>): Promise<readonly AuditEntryView[]> {
    const { rows } = await this.db.query<Row>(
      `SELECT e.id, e.occurred_at, e.action, e.object_type, e.object_id, e.label, e.organization_id, e.actor_id,
              a.name AS actor_name, CASE WHEN a.email_verified THEN a.email END AS actor_email, e.subject_id, s.name AS subject_name,
              CASE WHEN s.email_verified THEN s.email END AS subject_email, e.via, e.client, e.address, e.request_id, e.details
         FROM (${entries}) e
         LEFT JOIN user_account a ON a.id = e.actor_id
         LEFT JOIN user_account s ON s.id = e.subject_id
        ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${most}`,
      values,
    );
    return rows.map(toView);
  }
}
