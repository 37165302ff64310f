import type { Page } from '../../../application/shared/page.ts';

type Parts = Readonly<{
  /** The columns; none may be called `total` or `place`. */
  columns: string;
  /** Tables, with joins and conditions. */
  from: string;
  /** The same rows from fewer tables, where counting needs less. */
  counted?: string;
  /** How far they are counted; without it, to their end. */
  mostCounted?: number;
  /** Items of an `ORDER BY`. */
  order: string;
  /** Placeholders of the page's size and offset. */
  limit: string;
  offset: string;
}>;

/**
 * One statement for a page and the number of all rows, which is present even when the page is empty. The two are read
 * separately, so that neither costs more than alone.
 */
export const pageStatement = ({
  columns,
  from,
  counted = from,
  mostCounted,
  order,
  limit,
  offset,
}: Parts): string =>
  `SELECT counted.total, listed.* FROM (SELECT count(*)::int AS total FROM ${upTo(mostCounted, counted)}) AS counted
    LEFT JOIN LATERAL (
      SELECT ${columns}, row_number() OVER (ORDER BY ${order}) AS place FROM ${from}
       ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}
    ) AS listed ON true ORDER BY listed.place`;

const upTo = (most: number | undefined, rows: string): string =>
  most === undefined ? rows : `(SELECT FROM ${rows} LIMIT ${most}) AS first_rows`;

export type PageRow<Row> = Row & { readonly total: number; readonly place: string | null };

/** The page from the rows of such a statement. */
export const toPage = <Row, Item>(
  rows: readonly PageRow<Row>[],
  toItem: (row: PageRow<Row>) => Item,
): Page<Item> => ({
  total: rows[0]?.total ?? 0,
  items: rows.filter(({ place }) => place !== null).map(toItem),
});
