import type {
  AliasOfAudit,
  AuditEntryView,
  AuditFilter,
  AuditPosition,
  AuditQueries,
} from '../../../application/audit/audit-queries.ts';
import type { AuditScope } from '../../../domain/audit/audit-access.ts';
import { ACTION_ON_MANY_ALIASES, ACTIONS_ON_MANY_MAILBOXES } from '../../../domain/audit/audit-action.ts';
import type { AuditEntry } from '../../../domain/audit/audit-entry.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

/** Newest first. */
const compare = (a: AuditPosition, b: AuditPosition): number =>
  b.occurredAt.getTime() - a.occurredAt.getTime() || Number(b.id) - Number(a.id);

const isObject = (entry: AuditEntry, { objectType, objectId }: AuditFilter): boolean =>
  (objectType === undefined || entry.objectType === objectType) &&
  (objectId === undefined || entry.objectId === objectId);

/** Whether it is an entry about many mailboxes, of which one is looked for. */
function isAmongMany({ action, details }: AuditEntry, { objectType, objectId }: AuditFilter): boolean {
  const { mailboxes } = details;
  if (objectId === undefined || (objectType !== undefined && objectType !== 'mailbox')) return false;
  return (
    ACTIONS_ON_MANY_MAILBOXES.some((one) => one === action) &&
    Array.isArray(mailboxes) &&
    mailboxes.includes(objectId)
  );
}

const matches = (entry: AuditEntry, filter: AuditFilter): boolean =>
  (isObject(entry, filter) || isAmongMany(entry, filter)) &&
  (['actorId', 'subjectId', 'action'] as const).every(
    (field) => filter[field] === undefined || entry[field] === filter[field],
  ) &&
  (filter.from === undefined || entry.occurredAt >= filter.from) &&
  (filter.until === undefined || entry.occurredAt < filter.until);

const isOfAlias = ({ objectType, label, action, details }: AuditEntry, address: string): boolean => {
  if (objectType === 'mail_alias') return label === address;
  const { aliases } = details;
  return action === ACTION_ON_MANY_ALIASES && Array.isArray(aliases) && aliases.includes(address);
};

export class MemoryAuditQueries implements AuditQueries {
  constructor(private readonly store: MemoryStore) {}

  async list(
    scope: AuditScope,
    filter: AuditFilter,
    page: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]> {
    const isVisible = ({ organizationId }: AuditEntry) =>
      scope === 'everything' || organizationId === scope.organizationId;
    return this.#newest((entry) => isVisible(entry) && matches(entry, filter), page);
  }

  async ofAlias(
    { address, since }: AliasOfAudit,
    page: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): Promise<readonly AuditEntryView[]> {
    return this.#newest((entry) => entry.occurredAt >= since && isOfAlias(entry, address), page);
  }

  #newest(
    isWanted: (entry: AuditEntry) => boolean,
    { limit, after }: { readonly limit: number; readonly after?: AuditPosition | undefined },
  ): readonly AuditEntryView[] {
    return this.store.tables.auditEntries
      .all((entry) => isWanted(entry) && (!after || compare(after, entry) < 0))
      .sort(compare)
      .slice(0, limit)
      .map((entry) => ({
        ...entry,
        actor: this.#person(entry.actorId),
        subject: this.#person(entry.subjectId),
      }));
  }

  #person(id: UserId | null) {
    if (id === null) return null;
    const user = this.store.tables.users.find(id);
    return { id, name: user?.name ?? null, email: user ? verifiedEmail(user) : null };
  }
}
