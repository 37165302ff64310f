import { type AuditScope, auditScope } from '../../domain/audit/audit-access.ts';
import type { OrganizationQueries } from '../organization/organization-queries.ts';
import type { Actor } from '../shared/actor.ts';
import type { AuditEntryView, AuditFilter, AuditPosition, AuditQueries } from './audit-queries.ts';
import { walkAuditLog } from './walk-audit-log.ts';

type Deps = { auditQueries: AuditQueries; organizationQueries: OrganizationQueries };

export type AuditPage = Readonly<{
  items: readonly AuditEntryView[];
  /** Where the next page begins; undefined on the last one. */
  next: AuditPosition | undefined;
  /** The part of the log that the entries are from. */
  scope: AuditScope;
}>;
export type ListAuditLog = (
  actor: Actor,
  filter: AuditFilter,
  page: { readonly limit: number; readonly after?: AuditPosition | undefined },
) => Promise<AuditPage>;

const scopeOf = async (organizationQueries: OrganizationQueries, actor: Actor): Promise<AuditScope> => {
  const { isStaff, organizationId: own, userId } = actor;
  const found = isStaff || own === null ? undefined : await organizationQueries.find(own, userId);
  return auditScope({ isStaff, administers: found?.role === undefined ? null : own });
};

/**
 * The newest entries the actor may read: all for staff, those of their organization for its administrators.
 *
 * @throws DomainError `audit_log.action_forbidden`
 */
export const makeListAuditLog =
  ({ auditQueries, organizationQueries }: Deps): ListAuditLog =>
  async (actor, filter, { limit, after }) => {
    const scope = await scopeOf(organizationQueries, actor);
    const found = await auditQueries.list(scope, filter, { limit: limit + 1, after });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1) : undefined, scope };
  };

export type ExportAuditLog = (actor: Actor, filter: AuditFilter) => Promise<AsyncIterable<AuditEntryView>>;

/** The whole list in parts. Refuses before anything is read. @throws DomainError `audit_log.action_forbidden` */
export const makeExportAuditLog =
  ({ auditQueries, organizationQueries }: Deps): ExportAuditLog =>
  async (actor, filter) =>
    walkAuditLog(auditQueries, await scopeOf(organizationQueries, actor), filter);
