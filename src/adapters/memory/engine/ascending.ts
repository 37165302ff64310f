export type SortKey = Date | string | boolean | null;

/** Compares as PostgreSQL does: text by code point (the C collation), times by age, false before true, null after everything. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

/** Sorts by the first key, then by the next for equal ones. */
export const ascending =
  <Row>(...keys: readonly ((row: Row) => SortKey)[]) =>
  (a: Row, b: Row): number =>
    keys.map((key) => compareKeys(key(a), key(b))).find((order) => order !== 0) ?? 0;
