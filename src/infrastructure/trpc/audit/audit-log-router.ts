import { z } from 'zod';
import type { AuditPosition } from '../../../application/audit/audit-queries.ts';
import type { AuditEntryId } from '../../../domain/shared/ids.ts';
import { auditFilterInput } from '../../audit/audit-filter-input.ts';
import { auditRecord } from '../../audit/audit-record.ts';
import type { AuditUseCases } from '../../container/audit.ts';
import { router, throttledQuery } from '../procedure/trpc.ts';

/** The last entry of a page, as text: its time and its id. */
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
  /** `nextCursor` of the page before. */
  cursor: cursorInput.nullish(),
});

export const makeAuditLogRouter = ({ listAuditLog }: AuditUseCases) =>
  router({
    /**
     * Who changed what, newest first: everything for staff, their organization's for its administrators; FORBIDDEN for
     * anybody else. `scope` tells which of both it is.
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
