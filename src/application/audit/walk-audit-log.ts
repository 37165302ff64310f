import type { AuditScope } from '../../domain/audit/audit-access.ts';
import type { AuditEntryView, AuditFilter, AuditPosition, AuditQueries } from './audit-queries.ts';

/** Entries in memory at a time. */
const CHUNK = 500;

/** All entries of the scope, newest first, in parts. Entries written meanwhile are left out. */
export async function* walkAuditLog(
  auditQueries: AuditQueries,
  scope: AuditScope,
  filter: AuditFilter,
): AsyncGenerator<AuditEntryView, void, undefined> {
  let after: AuditPosition | undefined;
  do {
    const chunk: readonly AuditEntryView[] = await auditQueries.list(scope, filter, { limit: CHUNK, after });
    yield* chunk;
    after = chunk.length === CHUNK ? chunk.at(-1) : undefined;
  } while (after);
}
