import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { compareKeys, type SortKey } from './ascending.ts';

/** Sorts `rows` in the requested order, ties by id, and returns the page. */
export function pageOf<Field extends string, Row extends { readonly id: string }>(
  rows: readonly Row[],
  { number, size, order, after }: CursorRequest<Field>,
  keys: Readonly<Record<Field, (row: Row) => SortKey>>,
): Page<Row> {
  const compare = (a: Row, b: Row): number => {
    for (const { field, descending } of order) {
      const difference = compareKeys(keys[field](a), keys[field](b));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return compareKeys(a.id, b.id);
  };
  const isBehind = (row: Row): boolean => {
    const [first] = order;
    if (!after || !first) return true;
    const difference = compareKeys(keys[first.field](row), after.key);
    return difference === 0 ? compareKeys(row.id, after.id) > 0 : difference > 0 !== first.descending;
  };
  const start = (number - 1) * size;
  const items = rows.filter(isBehind).sort(compare);
  return { total: rows.length, items: items.slice(start, start + size) };
}
