import type { Queryable } from '../engine/sql.ts';
import { utcMonth } from './utc-month.ts';

/** A part of the audit log: entries from an instant on (null: from the beginning) until before another. */
export type AuditPart = Readonly<{ name: string; from: Date | null; until: Date }>;

/** Where entries are that fit no other part. */
export const DEFAULT_PART = 'audit_entry_default';

const PARTS = `SELECT name, (regexp_match(bound, $$FROM \\('([^']+)'$$))[1]::timestamptz AS "from",
         (regexp_match(bound, $$TO \\('([^']+)'$$))[1]::timestamptz AS until
    FROM (SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
           WHERE i.inhparent = to_regclass('public.audit_entry')) AS part
   WHERE bound LIKE 'FOR VALUES FROM %TO (''%' ORDER BY until`;

/** The parts of the audit log by time, without the one for all else; none where it is not in parts. Every role may ask. */
export async function readAuditParts(db: Queryable): Promise<readonly AuditPart[]> {
  const { rows } = await db.query<AuditPart>(PARTS);
  return rows;
}

/** Whether a part has the entries of the month that begins at `month`. */
export const hasMonth = (parts: readonly AuditPart[], month: Date): boolean =>
  parts.some(({ from, until }) => (from === null || from <= month) && month < until);

/** Most months that are counted. */
const MOST_MONTHS = 120;

/** How many months after the present one have a part, without a gap; -1 when the present one has none. */
export function monthsAhead(parts: readonly AuditPart[], now: Date): number {
  let months = 0;
  while (months <= MOST_MONTHS && hasMonth(parts, utcMonth(now, months))) months += 1;
  return months - 1;
}

/** The parts of which every entry is older than so many months before the present one. */
export const partsOlderThan = (
  parts: readonly AuditPart[],
  retentionMonths: number,
  now: Date,
): readonly AuditPart[] => parts.filter(({ until }) => until <= utcMonth(now, -retentionMonths));

/** From which it is known that there are so many entries, or more. */
export const MANY_ENTRIES = 1_000;

/**
 * How many entries fit no part, up to `MANY_ENTRIES`. It asks for times that no part has, which is a look at the default part
 * alone, and needs no right to that.
 */
export async function countOutsideParts(db: Queryable, parts: readonly AuditPart[]): Promise<number> {
  const values: Date[] = [];
  const place = (at: Date): string => `$${values.push(at)}`;
  const gaps: string[] = [];
  let last: Date | undefined;
  for (const { from, until } of parts) {
    if (from !== null && from.getTime() !== last?.getTime()) {
      const begins = last === undefined ? '' : `occurred_at >= ${place(last)} AND `;
      gaps.push(`${begins}occurred_at < ${place(from)}`);
    }
    last = until;
  }
  gaps.push(last === undefined ? 'true' : `occurred_at >= ${place(last)}`);
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int FROM (SELECT FROM audit_entry WHERE ${gaps.map((gap) => `(${gap})`).join(' OR ')} LIMIT ${MANY_ENTRIES}) e`,
    values,
  );
  return rows[0]?.count ?? 0;
}
