import { z } from 'zod';
import type { AuditPosition } from '../../../application/audit/audit-queries.ts';
import type { AuditEntryId } from '../../../domain/shared/ids.ts';
import { auditFilterInput } from '../../audit/audit-filter-input.ts';
import { auditRecord } from '../../audit/audit-record.ts';
import type { AuditUseCases } from '../../container/audit.ts';
import { router, throttledQuery } from '../procedure/trpc.ts';

/** The position after the last entry of a page: its time and its id, as text. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(\d{1,18})$/;

const cursorInput = z
  .string()
  .regex(CURSOR)
  .transform((text): AuditPosition => {
    const [, instant = '', id = ''] = CURSOR.exec(text) ?? [];
    return { occurredAt: new Date(instant), id: id as AuditEntryId };
  })
  .refine(({ occurredAt }) => !Number.isNaN(occurredAt.getTime()), 'No such instant');

const cursorOf = ({ occurredAt, id }: AuditPosition): string => `${occurredAt.toISOString()}_${id}`;

const listInput = z.object({
  filter: auditFilterInput.prefault({}),
  limit: z.int().min(1).max(100).default(50),
  /** `nextCursor` of the previous page. */
  cursor: cursorInput.nullish(),
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
        nextCursor: next ? cursorOf(next) : null,
        scope: scope === 'everything' ? ('everything' as const) : ('organization' as const),
      };
    }),
  });
