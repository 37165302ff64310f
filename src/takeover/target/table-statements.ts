import { kindOf } from '../mapping/table-shape.ts';
import { TARGET_TABLES, type TargetTable, type TargetTableName } from '../mapping/target-tables.ts';
import { spelled } from '../sql/spelled.ts';
import { type ListStatements, listStatements } from './list-statements.ts';
import { notedKey } from './noted-key.ts';
import { storeRows } from './store-rows.ts';

export type TableStatements = Readonly<{
  /** Creates, for the transaction, the table of a batch and the list of keys taken over since the start. */
  createTemporary: string;
  /** Receives a batch. */
  copyBatch: string;
  /** Statements for a batch of lists; undefined for rows without lists. */
  lists: ListStatements | undefined;
  /**
   * Stores the batch, records it and returns, in one row, how many rows are `inserted` and `updated`, and which are
   * `left`. $1: whether a takeover has run before.
   */
  storeRows: string;
  /** Notes rows that are there and are left out. $1: their keys. */
  noteLeftOut: string;
  /** Empties the batch. */
  clearBatch: string;
  /** Updates the statistics of the list of keys. */
  analyzeKeys: string;
  /** Selects all rows, each value in its one spelling. */
  selectAll: string;
  /** As `selectAll`, for the rows on the list of keys. */
  selectTaken: string;
}>;

/** The statements that fill a table, batch after batch. */
function tableStatements(name: TargetTableName, table: TargetTable): TableStatements {
  const { columns, key } = table;
  const entries = Object.entries(columns);
  const list = Object.keys(columns).join(', ');
  const [batch, taken] = [`given_${name}`, `taken_over_${name}`];
  const lists = listStatements(name, table);
  const selectAll = `SELECT ${entries.map(([column, type]) => `${spelled(`stored.${column}`, type)} AS ${column}`).join(', ')}
      FROM ${name} stored`;
  return {
    createTemporary: `CREATE TEMP TABLE ${batch} ON COMMIT DROP AS SELECT ${list} FROM ${name} WITH NO DATA;
      CREATE TEMP TABLE ${taken} ON COMMIT DROP AS SELECT ${key.join(', ')} FROM ${name} WITH NO DATA;
      ${lists?.createTemporary ?? ''}`,
    copyBatch: `COPY ${batch} (${list}) FROM STDIN`,
    lists,
    storeRows: storeRows(name, table),
    noteLeftOut: `INSERT INTO given_key SELECT '${name}', ${notedKey('row', table)}, true
      FROM unnest($1::${kindOf(columns[key[0] ?? ''] ?? 'text')}[]) AS row(${key[0]})`,
    clearBatch: `TRUNCATE ${batch}`,
    analyzeKeys: `ANALYZE ${taken}`,
    selectAll,
    selectTaken: `${selectAll} WHERE EXISTS (SELECT FROM ${taken} taken
      WHERE ${key.map((column) => `taken.${column} = stored.${column}`).join(' AND ')})`,
  };
}

export const TABLE_STATEMENTS = Object.fromEntries(
  Object.entries(TARGET_TABLES).map(([name, table]) => [
    name,
    tableStatements(name as TargetTableName, table),
  ]),
) as Readonly<Record<TargetTableName, TableStatements>>;
