import type { ClientBase } from 'pg';
import type { PeopleSnapshot, PeopleSource } from '../import/people-source.ts';
import { SOURCE_TABLES, type SourceTable, type SourceTableName } from '../mapping/source-tables.ts';
import type { Row } from '../mapping/table-shape.ts';
import { withClient } from '../sql/with-client.ts';
import { selectTable } from './select-list.ts';

type Options = {
  /** `postgres://user:password@host:port/name` of the reference's database. */
  readonly url: string;
  /** Rows in memory at a time. */
  readonly batchSize?: number;
};

const BATCH_SIZE = 2_000;

/** Reads a database of the reference through cursors, in one read-only transaction that sees one state of it. */
export class PgPeopleSource implements PeopleSource {
  readonly #options: Required<Options>;

  constructor(options: Options) {
    this.#options = { batchSize: BATCH_SIZE, ...options };
  }

  read<T>(work: (snapshot: PeopleSnapshot) => Promise<T>): Promise<T> {
    const { url, batchSize } = this.#options;
    return withClient(url, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await checkColumns(client);
      return await work(snapshotOn(client, batchSize));
    });
  }
}

const snapshotOn = (client: ClientBase, batchSize: number): PeopleSnapshot => ({
  async count(table) {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0]?.count ?? 0;
  },
  async *rows(table) {
    await client.query(`DECLARE taken_over NO SCROLL CURSOR FOR ${selectTable(table, SOURCE_TABLES[table])}`);
    const fetchMore = () => {
      const more = client.query<Row>(`FETCH ${batchSize} FROM taken_over`);
      // A failure is thrown where the rows are awaited, if they still are.
      more.catch(() => undefined);
      return more;
    };
    // One batch is fetched ahead, so that both databases work at the same time.
    for (let coming = fetchMore(); ; ) {
      const { rows } = await coming;
      if (rows.length === 0) break;
      coming = fetchMore();
      yield rows;
    }
    await client.query('CLOSE taken_over');
  },
});

/** @throws Error naming every expected column that this database lacks */
async function checkColumns(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = ANY (current_schemas(false))`,
  );
  const present = new Set(rows.map(({ name }) => name));
  const missing = (Object.entries(SOURCE_TABLES) as [SourceTableName, SourceTable][]).flatMap(
    ([table, { columns }]) =>
      Object.keys(columns)
        .map((column) => `${table}.${column}`)
        .filter((name) => !present.has(name)),
  );
  if (missing.length > 0) {
    throw new Error(`This is no database of the reference; it lacks ${missing.join(', ')}`);
  }
}
