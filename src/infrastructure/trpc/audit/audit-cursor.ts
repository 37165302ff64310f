import { z } from 'zod';
import type { AuditPosition } from '../../../application/audit/audit-queries.ts';
import type { AuditEntryId } from '../../../domain/shared/ids.ts';

/** The position after the last entry of a page: its time and its id, as text. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(\d{1,18})$/;

/** Where a page of the audit log begins, as the page before it says. */
export const auditCursorInput = z
  .string()
  .regex(CURSOR)
  .transform((text): AuditPosition => {
    const [, instant = '', id = ''] = CURSOR.exec(text) ?? [];
    return { occurredAt: new Date(instant), id: id as AuditEntryId };
  })
  .refine(({ occurredAt }) => !Number.isNaN(occurredAt.getTime()), 'No such instant');

/** The same, as it is said. */
export const auditCursorOf = ({ occurredAt, id }: AuditPosition): string =>
  `${occurredAt.toISOString()}_${id}`;
