import {
  TARGET_TABLES,
  type TargetTable,
  type TargetTableName,
} from '../../../application/takeover/target-tables.ts';
import { comparable, givenType, givenValue, spelled } from './column-sql.ts';

export type TableStatements = Readonly<{
  /** Makes the list of keys written since the start. */
  createKeys: string;
  /** Adds the keys of a batch to that list. */
  noteKeys: string;
  /** Removes what the owners in a batch have and the batch does not give; undefined for tables without owners. */
  removeOthers: string | undefined;
  /** Stores a batch and answers, for each row it changed, whether it is new. */
  upsert: string;
  /** Reads all rows, each value in the one spelling its kind has. */
  selectAll: string;
  /** The same for the rows on the list of keys. */
  selectTaken: string;
}>;

/** The statements that fill a table from batches given as one JSON text, `$1`. */
function tableStatements(table: TargetTableName, { columns, key, owner }: TargetTable): TableStatements {
  const entries = Object.entries(columns);
  const names = entries.map(([name]) => name);
  const keys = key.join(', ');
  const others = entries.filter(([name]) => !key.includes(name));
  const given = `json_to_recordset($1::json) AS given (${entries.map(([name, type]) => `${name} ${givenType(type)}`).join(', ')})`;
  const isSame = (left: string, right: string) =>
    key.map((name) => `${left}.${name} = ${right}.${name}`).join(' AND ');
  const onConflict =
    others.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${others.map(([name]) => `${name} = excluded.${name}`).join(', ')}
         WHERE (${others.map(([name, type]) => comparable(`stored.${name}`, type)).join(', ')})
               IS DISTINCT FROM (${others.map(([name, type]) => comparable(`excluded.${name}`, type)).join(', ')})`;
  const selectAll = `SELECT ${entries.map(([name, type]) => `${spelled(`stored.${name}`, type)} AS ${name}`).join(', ')}
      FROM ${table} stored`;
  return {
    createKeys: `CREATE TEMP TABLE taken_over_${table} ON COMMIT DROP AS SELECT ${keys} FROM ${table} WITH NO DATA`,
    noteKeys: `INSERT INTO taken_over_${table} SELECT ${keys} FROM ${given}`,
    removeOthers:
      owner &&
      `WITH given AS MATERIALIZED (SELECT * FROM ${given})
       DELETE FROM ${table} stored
        WHERE stored.${owner} IN (SELECT ${owner} FROM given)
          AND NOT EXISTS (SELECT FROM given WHERE ${names.map((name) => `given.${name} = stored.${name}`).join(' AND ')})`,
    upsert: `INSERT INTO ${table} AS stored (${names.join(', ')})
      SELECT ${entries.map(([name, type]) => givenValue(`given.${name}`, type)).join(', ')} FROM ${given}
      ON CONFLICT (${keys}) ${onConflict}
      RETURNING stored.xmax = 0 AS is_new`,
    selectAll,
    selectTaken: `${selectAll} WHERE EXISTS (SELECT FROM taken_over_${table} taken WHERE ${isSame('taken', 'stored')})`,
  };
}

export const TABLE_STATEMENTS = Object.fromEntries(
  Object.entries(TARGET_TABLES).map(([name, table]) => [
    name,
    tableStatements(name as TargetTableName, table),
  ]),
) as Readonly<Record<TargetTableName, TableStatements>>;
