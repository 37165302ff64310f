import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';

/** The operator, for the audit log. */
export const BY_COMMAND_LINE: AuditAuthor = {
  userId: null,
  origin: { address: null, requestId: null, via: 'command_line', client: null },
};

/** The same author, with the `--reason` that they gave. */
export const because = <By extends AuditAuthor>(by: By, reason: string | undefined): By =>
  reason === undefined ? by : { ...by, reason };
