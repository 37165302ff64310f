import type { Page, PageRequest } from '../../../application/shared/page.ts';
import { compareKeys, type SortKey } from './ascending.ts';

/** Sorts `rows` in the requested order, ties by id, and returns the page. */
export function pageOf<Field extends string, Row extends { readonly id: string }>(
  rows: readonly Row[],
  { number, size, order }: PageRequest<Field>,
  keys: Readonly<Record<Field, (row: Row) => SortKey>>,
): Page<Row> {
  const compare = (a: Row, b: Row): number => {
    for (const { field, descending } of order) {
      const difference = compareKeys(keys[field](a), keys[field](b));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return compareKeys(a.id, b.id);
  };
  const first = (number - 1) * size;
  return { total: rows.length, items: [...rows].sort(compare).slice(first, first + size) };
}
