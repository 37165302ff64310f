import type { Page } from '../../../application/shared/page.ts';

type Parts = Readonly<{
  /** What a row shows; none of its names may be `total` or `place`. */
  columns: string;
  /** Tables, with `WHERE` and conditions if any. */
  from: string;
  /** The same rows from less, when it takes less to count them. */
  counted?: string;
  /** Items of an `ORDER BY`. */
  order: string;
  /** Places of the page's size and of the rows before it. */
  limit: string;
  offset: string;
}>;

/**
 * One statement for a page and the number of all rows, which is there even when the page is empty. The two are counted
 * and read apart, so that neither costs more than it would alone.
 */
export const pageStatement = ({ columns, from, counted = from, order, limit, offset }: Parts): string =>
  `SELECT counted.total, listed.* FROM (SELECT count(*)::int AS total FROM ${counted}) AS counted
    LEFT JOIN LATERAL (
      SELECT ${columns}, row_number() OVER (ORDER BY ${order}) AS place FROM ${from}
       ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}
    ) AS listed ON true ORDER BY listed.place`;

export type PageRow<Row> = Row & { readonly total: number; readonly place: string | null };

/** The page that rows of such a statement make. */
export const toPage = <Row, Item>(
  rows: readonly PageRow<Row>[],
  toItem: (row: PageRow<Row>) => Item,
): Page<Item> => ({
  total: rows[0]?.total ?? 0,
  items: rows.filter(({ place }) => place !== null).map(toItem),
});
