import type { Client } from 'pg';

/** Rows of one table from one query: `select` uses the number `i` of the row, from 0 to `count - 1`. */
export type Filling = Readonly<{ table: string; columns: string; count: number; select: string }>;

const AT_A_TIME = 20_000;

/** Fills a table in bulk, over all clients at once, and reports after each part how many of `count` rows are stored. */
export async function fillTable(
  clients: Client | readonly Client[],
  { table, columns, count, select }: Filling,
  onProgress: (done: number) => void,
): Promise<void> {
  let next = 0;
  let done = 0;
  const fill = async (client: Client) => {
    while (next < count) {
      const from = next;
      next = Math.min(from + AT_A_TIME, count);
      const numbers = `generate_series(${from}::bigint, ${next - 1})`;
      const size = next - from;
      await client.query(`INSERT INTO ${table} (${columns}) ${select.replace('NUMBERS', numbers)}`);
      done += size;
      onProgress(done);
    }
  };
  await Promise.all([clients].flat().map(fill));
}
