import { z } from 'zod';
import type { AuditFilter } from '../../application/audit/audit-queries.ts';
import { AUDIT_OBJECT_TYPES, type AuditAction, isAuditAction } from '../../domain/audit/audit-action.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** Longest instant (ISO 8601), in characters, since a fraction of a second has no limit. */
export const INSTANT_MAX_LENGTH = 64;

const id = z.uuid().transform((value) => value.toLowerCase());
const instant = z.iso
  .datetime({ offset: true })
  .max(INSTANT_MAX_LENGTH)
  .transform((value) => new Date(value));

/** The filters as programs send them: over tRPC, in the address of an export and on the command line. */
export const auditFilterInput = z.object({
  objectType: z.enum(AUDIT_OBJECT_TYPES).optional(),
  objectId: id.optional(),
  actorId: id.transform((value) => value as UserId).optional(),
  subjectId: id.transform((value) => value as UserId).optional(),
  action: z
    .string()
    .refine((code): code is AuditAction => isAuditAction(code), 'No such action')
    .optional(),
  /** Inclusive (ISO 8601 with its offset). */
  from: instant.optional(),
  /** Exclusive. */
  until: instant.optional(),
}) satisfies z.ZodType<AuditFilter>;
