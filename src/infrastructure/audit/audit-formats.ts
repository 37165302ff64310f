import { Readable } from 'node:stream';
import type { AuditEntryView } from '../../application/audit/audit-queries.ts';
import { type CsvDialectName, csvHeader, csvLine } from '../csv/csv-dialect.ts';
import { auditRecord } from './audit-record.ts';

/** Formats of an export: a table, a table for the French Excel, or one JSON object a line. */
export const AUDIT_FORMATS = ['csv', 'excel', 'jsonl'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

const TABLE = { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' } as const;

/** File name extension and media type of each format. */
export const AUDIT_FILES = {
  csv: TABLE,
  excel: TABLE,
  jsonl: { contentType: 'application/jsonl; charset=utf-8', extension: 'jsonl' },
} as const satisfies Record<AuditFormat, { readonly contentType: string; readonly extension: string }>;

/** One row a line; `details` is JSON, since its members depend on the action. */
const row = (entry: AuditEntryView) => ({
  id: entry.id,
  occurred_at: entry.occurredAt.toISOString(),
  action: entry.action,
  object_type: entry.objectType,
  object_id: entry.objectId,
  object_label: entry.label,
  organization_id: entry.organizationId,
  actor_id: entry.actorId,
  actor_name: entry.actor?.name,
  actor_email: entry.actor?.email,
  subject_id: entry.subjectId,
  subject_name: entry.subject?.name,
  subject_email: entry.subject?.email,
  via: entry.origin.via,
  client: entry.origin.client,
  address: entry.origin.address,
  request_id: entry.origin.requestId,
  details: JSON.stringify(entry.details),
});

const COLUMNS = [
  'id',
  'occurred_at',
  'action',
  'object_type',
  'object_id',
  'object_label',
  'organization_id',
  'actor_id',
  'actor_name',
  'actor_email',
  'subject_id',
  'subject_name',
  'subject_email',
  'via',
  'client',
  'address',
  'request_id',
  'details',
] as const satisfies readonly (keyof ReturnType<typeof row>)[];

async function* jsonLines(entries: AsyncIterable<AuditEntryView>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(auditRecord(entry))}\n`;
}

async function* table(
  entries: AsyncIterable<AuditEntryView>,
  dialect: CsvDialectName,
): AsyncGenerator<string> {
  yield csvHeader(dialect, COLUMNS);
  for await (const entry of entries) {
    const values = row(entry);
    yield csvLine(
      dialect,
      COLUMNS.map((column) => values[column]),
    );
  }
}

/** The log as text; it is read as fast as the reader takes it. */
export const formatAuditLog = (entries: AsyncIterable<AuditEntryView>, format: AuditFormat): Readable =>
  Readable.from(format === 'jsonl' ? jsonLines(entries) : table(entries, format));
