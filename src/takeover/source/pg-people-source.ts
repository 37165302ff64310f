import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import type { PeopleSnapshot, PeopleSource } from '../import/people-source.ts';
import {
  SOURCE_TABLE_NAMES,
  SOURCE_TABLES,
  type SourceTable,
  type SourceTableName,
} from '../mapping/source-tables.ts';
import type { Row } from '../mapping/table-shape.ts';
import { AtDatabaseError } from '../sql/at-database-error.ts';
import { withClient } from '../sql/with-client.ts';
import { selectTable } from './select-list.ts';

type Options = {
  /** `postgres://user:password@host:port/name` of the reference's database. */
  readonly url: string;
  /** Rows in memory at a time. */
  readonly batchSize?: number;
};

const BATCH_SIZE = 2_000;
const ROLE = 'the database of La Régie';
/** Missing columns that are named; there are hundreds in a database of something else. */
const NAMED_COLUMNS = 10;

/** Reads a database of the reference through cursors, in one read-only transaction that sees one state of it. */
export class PgPeopleSource implements PeopleSource {
  readonly #options: Required<Options>;

  constructor(options: Options) {
    this.#options = { batchSize: BATCH_SIZE, ...options };
  }

  read<T>(work: (snapshot: PeopleSnapshot) => Promise<T>): Promise<T> {
    const { url, batchSize } = this.#options;
    return withClient({ url, role: ROLE }, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await checkColumns(client);
      // Named here: what is read in the middle of writing to the other database would be taken for a failure of that one.
      const query: Query = <R extends QueryResultRow>(sql: string) =>
        client.query<R>(sql).catch((error: unknown) => {
          throw new AtDatabaseError(ROLE, url, error);
        });
      return await work(snapshotOn(query, batchSize));
    });
  }
}

type Query = <R extends QueryResultRow>(sql: string) => Promise<QueryResult<R>>;

const snapshotOn = (query: Query, batchSize: number): PeopleSnapshot => ({
  async count(table) {
    const { rows } = await query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0]?.count ?? 0;
  },
  async *rows(table) {
    await query(`DECLARE taken_over NO SCROLL CURSOR FOR ${selectTable(table, SOURCE_TABLES[table])}`);
    const fetchMore = () => {
      const more = query<Row>(`FETCH ${batchSize} FROM taken_over`);
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
    await query('CLOSE taken_over');
  },
});

/** @throws Error naming expected columns that this database lacks, and saying so when it has none of the tables */
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
  if (missing.length === 0) return;
  const hasTable = (table: string) => [...present].some((name) => name.startsWith(`${table}.`));
  const hasNone = !SOURCE_TABLE_NAMES.some(hasTable);
  const more = missing.length > NAMED_COLUMNS ? ` and ${missing.length - NAMED_COLUMNS} more` : '';
  throw new Error(
    `This is no database of the reference; it lacks ${missing.slice(0, NAMED_COLUMNS).join(', ')}${more}${hasNone ? ': it has none of its tables' : ''}`,
  );
}
