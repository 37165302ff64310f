import { z } from 'zod';
import { auditFilterInput } from '../../audit/audit-filter-input.ts';
import { auditRecord } from '../../audit/audit-record.ts';
import type { AuditUseCases } from '../../container/audit.ts';
import { router, throttledQuery } from '../procedure/trpc.ts';
import { auditCursorInput, auditCursorOf } from './audit-cursor.ts';

const listInput = z.object({
  filter: auditFilterInput.prefault({}),
  limit: z.int().min(1).max(100).default(50),
  /** `nextCursor` of the previous page. */
  cursor: auditCursorInput.nullish(),
});

export const makeAuditLogRouter = ({ listAuditLog }: AuditUseCases) =>
  router({
    /**
     * The audit log, newest first: all entries for staff, their organization's for its administrators; FORBIDDEN for
     * others. `scope` shows which of both was read.
     */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { filter, limit, cursor } = input;
      const { items, next, scope } = await listAuditLog(ctx.actor, filter, {
        limit,
        after: cursor ?? undefined,
      });
      return {
        items: items.map(auditRecord),
        nextCursor: next ? auditCursorOf(next) : null,
        scope: scope === 'everything' ? ('everything' as const) : ('organization' as const),
      };
    }),
  });
