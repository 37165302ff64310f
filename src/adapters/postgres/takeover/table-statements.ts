import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import { comparable, spelled } from './column-sql.ts';

export type TableStatements = Readonly<{
  /** Makes, for the time of a transaction, the table of a batch and the list of keys written since the start. */
  createTemporary: string;
  /** Takes in a batch. */
  copyBatch: string;
  /** Adds the keys of the batch to the list. */
  noteKeys: string;
  /** Removes what the owners in the batch have and the batch does not give; undefined for tables without owners. */
  removeOthers: string | undefined;
  /** Stores the batch and answers how many rows are new, and how many others it changed. */
  upsert: string;
  /** Empties the batch. */
  clearBatch: string;
  /** Lets the database know how long the list of keys has become. */
  analyzeKeys: string;
  /** Reads all rows, each value in the one spelling its kind has. */
  selectAll: string;
  /** The same for the rows on the list of keys. */
  selectTaken: string;
}>;

/** The statements that fill a table, batch after batch. */
function tableStatements(table: TargetTableName, { columns, key, owner }: TargetTable): TableStatements {
  const entries = Object.entries(columns);
  const names = entries.map(([name]) => name);
  const list = names.join(', ');
  const keys = key.join(', ');
  const others = entries.filter(([name]) => !key.includes(name));
  const [batch, taken] = [`given_${table}`, `taken_over_${table}`];
  const equals = (left: string, right: string, compared: readonly string[]) =>
    compared.map((name) => `${left}.${name} = ${right}.${name}`).join(' AND ');
  const onConflict =
    others.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${others.map(([name]) => `${name} = excluded.${name}`).join(', ')}
         WHERE (${others.map(([name, type]) => comparable(`stored.${name}`, type)).join(', ')})
               IS DISTINCT FROM (${others.map(([name, type]) => comparable(`excluded.${name}`, type)).join(', ')})`;
  const selectAll = `SELECT ${entries.map(([name, type]) => `${spelled(`stored.${name}`, type)} AS ${name}`).join(', ')}
      FROM ${table} stored`;
  return {
    createTemporary: `CREATE TEMP TABLE ${batch} ON COMMIT DROP AS SELECT ${list} FROM ${table} WITH NO DATA;
      CREATE TEMP TABLE ${taken} ON COMMIT DROP AS SELECT ${keys} FROM ${table} WITH NO DATA`,
    copyBatch: `COPY ${batch} (${list}) FROM STDIN`,
    noteKeys: `INSERT INTO ${taken} SELECT ${keys} FROM ${batch}`,
    removeOthers:
      owner &&
      `DELETE FROM ${table} stored
        WHERE stored.${owner} IN (SELECT ${owner} FROM ${batch})
          AND NOT EXISTS (SELECT FROM ${batch} given WHERE ${equals('given', 'stored', names)})`,
    upsert: `WITH changed AS (
        INSERT INTO ${table} AS stored (${list}) SELECT ${list} FROM ${batch}
        ON CONFLICT (${keys}) ${onConflict}
        RETURNING stored.xmax = 0 AS is_new
      ) SELECT count(*) FILTER (WHERE is_new)::int AS inserted, count(*) FILTER (WHERE NOT is_new)::int AS updated
          FROM changed`,
    clearBatch: `TRUNCATE ${batch}`,
    analyzeKeys: `ANALYZE ${taken}`,
    selectAll,
    selectTaken: `${selectAll} WHERE EXISTS (SELECT FROM ${taken} taken WHERE ${equals('taken', 'stored', key)})`,
  };
}

export const TABLE_STATEMENTS = Object.fromEntries(
  Object.entries(TARGET_TABLES).map(([name, table]) => [
    name,
    tableStatements(name as TargetTableName, table),
  ]),
) as Readonly<Record<TargetTableName, TableStatements>>;
