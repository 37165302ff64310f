import { withClient } from '../../tests/support/program-databases.ts';

const GIGABYTE = 1e9;
const MILLION = 1e6;
/** Tables below this share of the database are not worth a line. */
const SMALL = 0.002;

type Table = { name: string; rows: number; bytes: number; indexes: number };

/** With partitions counted as their table. */
const TABLES = `SELECT root::regclass::text AS name, sum(greatest(c.reltuples, 0))::float8 AS rows,
    sum(pg_total_relation_size(c.oid))::float8 AS bytes, sum(pg_indexes_size(c.oid))::float8 AS indexes
  FROM pg_class c CROSS JOIN LATERAL (SELECT coalesce(pg_partition_root(c.oid), c.oid) AS root) AS r
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY root ORDER BY bytes DESC`;

/** How large the database is, as a whole, for each 1,000,000 people, and table by table, indexes included. */
export async function printSizes(url: string, users: number, write: (line: string) => void): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ bytes: number }>(
      'SELECT pg_database_size(current_database())::float8 AS bytes',
    );
    const whole = rows[0]?.bytes ?? 0;
    const gigabytes = (bytes: number) => `${(bytes / GIGABYTE).toFixed(2)} GB`;
    write(`database ${gigabytes(whole)}, ${gigabytes((whole / users) * MILLION)} for 1,000,000 people`);
    const { rows: tables } = await client.query<Table>(TABLES);
    for (const table of tables.filter(({ rows: some, bytes }) => some > 0 && bytes > whole * SMALL)) {
      const count = Math.round(table.rows);
      const each = Math.round(table.bytes / count);
      write(
        `${table.name}: ${gigabytes(table.bytes)}, of which indexes ${gigabytes(table.indexes)}; ${count} rows, ${each} bytes a row`,
      );
    }
  });
}
