import { type AuditScope, auditScope } from '../../domain/audit/audit-access.ts';
import type { AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { OrganizationQueries } from '../organization/organization-queries.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
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

type ExportDeps = Deps & { unitOfWork: UnitOfWork<Pick<Repositories, 'audit'>>; clock: Clock };

/**
 * The whole list in parts, and an entry about the export itself. Refuses before anything is read.
 *
 * @throws DomainError `audit_log.action_forbidden`
 */
export const makeExportAuditLog =
  ({ auditQueries, organizationQueries, unitOfWork, clock }: ExportDeps): ExportAuditLog =>
  async (actor, filter) => {
    const scope = await scopeOf(organizationQueries, actor);
    const note = () =>
      unitOfWork.run(({ audit }) => audit.append(actor, exportEvent(scope, filter, clock.now())));
    return notedExport(walkAuditLog(auditQueries, scope, filter), note);
  };

/** The entries, the first of which is read before `note` writes one about the export: it is not part of itself. */
export async function notedExport<T>(
  entries: AsyncIterable<T>,
  note: () => Promise<void>,
): Promise<AsyncIterable<T>> {
  const iterator = entries[Symbol.asyncIterator]();
  const first = await iterator.next();
  await note();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

/** An export, with the filters it was asked with. */
export function exportEvent(scope: AuditScope, filter: AuditFilter, at: Date): AuditEvent {
  const organizationId = scope === 'everything' ? null : scope.organizationId;
  const details = Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
    ),
  );
  return {
    at,
    action: 'audit_log.exported',
    objectId: organizationId ?? 'everything',
    label: '',
    organizationId,
    details,
  };
}
