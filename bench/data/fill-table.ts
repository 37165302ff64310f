import type { Client } from 'pg';

/** Rows of one table from one query: `select` uses the number `i` of the row, from 0 to `count - 1`. */
export type Filling = Readonly<{ table: string; columns: string; count: number; select: string }>;

const AT_A_TIME = 20_000;

/** Fills a table in bulk, and reports after each part how many of `count` rows are stored. */
export async function fillTable(
  client: Client,
  { table, columns, count, select }: Filling,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < count; from += AT_A_TIME) {
    const to = Math.min(from + AT_A_TIME, count);
    await client.query(
      `INSERT INTO ${table} (${columns}) ${select.replace('NUMBERS', `generate_series(${from}::bigint, ${to - 1})`)}`,
    );
    onProgress(to);
  }
}
