import type { ClientBase } from 'pg';

const LIST = `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid AND t.relkind = 'r'
   WHERE i.indrelid = $1::regclass AND NOT i.indisunique AND i.indisvalid`;

/**
 * Indexes of tables that are filled from empty: building one at the end costs a fraction of maintaining it row by row.
 * Unique indexes stay, and those of a table in parts. It happens within the transaction, so that other sessions never see a table without them.
 */
export class SetAsideIndexes {
  readonly #definitions = new Map<string, readonly string[]>();

  constructor(private readonly client: ClientBase) {}

  /** Drops the indexes of an empty table; leaves other tables alone, which may be in use. */
  async drop(table: string): Promise<void> {
    const { rows: some } = await this.client.query(`SELECT FROM ${table} LIMIT 1`);
    if (some.length > 0) return;
    const { rows } = await this.client.query<{ name: string; definition: string }>(LIST, [table]);
    for (const { name } of rows) await this.client.query(`DROP INDEX ${name}`);
    this.#definitions.set(
      table,
      rows.map(({ definition }) => definition),
    );
  }

  /** Rebuilds the dropped indexes of a table. */
  async rebuild(table: string): Promise<void> {
    for (const definition of this.#definitions.get(table) ?? []) await this.client.query(definition);
    this.#definitions.delete(table);
  }

  /** Rebuilds all remaining indexes. Call it before the transaction is committed. */
  async rebuildAll(): Promise<void> {
    for (const table of [...this.#definitions.keys()]) await this.rebuild(table);
  }
}
