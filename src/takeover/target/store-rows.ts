import type { TargetTable, TargetTableName } from '../mapping/target-tables.ts';
import { isAsNoted, isKnownToFirstRelease, record } from './as-noted.ts';
import { comparable } from './column-sql.ts';
import { LABELS } from './labels.ts';
import { notedKey } from './noted-key.ts';
import { STORED, TAKEN } from './verdicts.ts';

const isParentMissing = ({ parents }: TargetTable): string =>
  [
    'false',
    ...Object.entries(parents).map(
      ([column, parent]) =>
        `(met.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${parent} parent WHERE parent.id = met.${column}))`,
    ),
  ].join(' OR ');

/** Names of the columns in which a row that is here differs; when it was changed last tells something only where nothing else does. */
const differing = (columns: TargetTable['columns']): string =>
  `CASE WHEN stored IS NULL THEN '[]'::json ELSE to_json(array_remove(ARRAY[${Object.entries(columns)
    .filter(([column]) => column !== 'updated_at')
    .map(
      ([column, type]) =>
        `CASE WHEN ${comparable(`stored.${column}`, type)} IS DISTINCT FROM ${comparable(`judged.${column}`, type)} THEN '${column}' END`,
    )
    .join(', ')}], NULL)) END`;

/** The ids of what a row belongs to and is not here, by the column that refers to it. */
const missingParents = ({ parents }: TargetTable): string =>
  `json_strip_nulls(json_build_object(${Object.entries(parents)
    .map(
      ([column, parent]) =>
        `'${column}', CASE WHEN NOT EXISTS (SELECT FROM ${parent} parent WHERE parent.id = judged.${column}) THEN judged.${column} END`,
    )
    .join(', ')}))`;

function writeRows(name: TargetTableName, table: TargetTable): string {
  const { columns, key } = table;
  const others = Object.keys(columns).filter((column) => !key.includes(column));
  const list = Object.keys(columns).join(', ');
  // A row that another session changes between our check and our write stays as changed: the comparison at the end then
  // fails.
  const onConflict =
    others.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}
         WHERE EXISTS (SELECT FROM taken_over_row noted WHERE noted.target = '${name}'
           AND noted.key = ${notedKey('excluded', table)} AND ${isAsNoted('stored', 'noted.content', table)})`;
  return `INSERT INTO ${name} AS stored (${list}) SELECT ${list} FROM judged WHERE verdict IN ${STORED}
    ON CONFLICT (${key.join(', ')}) ${onConflict} RETURNING stored.xmax = 0 AS is_new`;
}

/**
 * The statement that stores a batch: each row is compared with the present one and with the last takeover, and is stored
 * unless it was changed here.
 */
export function storeRows(name: TargetTableName, table: TargetTable): string {
  const { columns, key } = table;
  const [first = ''] = key;
  const list = Object.keys(columns).join(', ');
  const keys = key.join(', ');
  // Comparing is cheaper than hashing, and most rows are equal.
  const compared = (row: string) =>
    `(${Object.entries(columns)
      .map(([column, type]) => comparable(`${row}.${column}`, type))
      .join(', ')})`;
  return `WITH given AS MATERIALIZED (
      SELECT batch.*, ${notedKey('batch', table)} AS noted_key, ${record('batch', table)} AS content
        FROM given_${name} batch
    ), met AS (
      SELECT given.*, noted.key IS NOT NULL AS is_known, noted.content IS DISTINCT FROM given.content AS is_unnoted,
             noted.content IS DISTINCT FROM given.content
               AND NOT ${isKnownToFirstRelease('given', 'stored', 'noted.content', table)} AS is_news,
             CASE WHEN stored.${first} IS NULL THEN CASE WHEN noted.key IS NULL THEN 'new' ELSE 'removed_here' END
                  WHEN ${compared('stored')} IS NOT DISTINCT FROM ${compared('given')} THEN 'equal'
                  WHEN noted.key IS NULL THEN 'already_here'
                  WHEN ${isAsNoted('stored', 'noted.content', table)} THEN 'changed_there'
                  ELSE 'changed_here' END AS verdict
        FROM given
        LEFT JOIN taken_over_row noted ON noted.target = '${name}' AND noted.key = given.noted_key
        LEFT JOIN ${name} stored ON ${key.map((column) => `stored.${column} = given.${column}`).join(' AND ')}
    ), judged AS MATERIALIZED (
      SELECT ${list}, noted_key, content, is_unnoted, is_news, is_known,
             CASE WHEN $1 AND verdict IN ${STORED} AND (${isParentMissing(table)}) THEN 'parent_missing'
                  ELSE verdict END AS verdict
        FROM met
    ), written AS (
      ${writeRows(name, table)}
    ), remembered AS (
      INSERT INTO taken_over_row (target, key, content)
      SELECT '${name}', noted_key, content FROM judged WHERE is_unnoted AND verdict IN ${TAKEN}
      ON CONFLICT (target, key) DO UPDATE SET content = excluded.content
    ), seen AS (
      INSERT INTO given_key SELECT '${name}', noted_key, is_known FROM judged WHERE $1
    ), listed AS (
      INSERT INTO taken_over_${name} SELECT ${keys} FROM judged WHERE verdict IN ${TAKEN}
    )
    SELECT (SELECT count(*)::int FROM written WHERE is_new) AS inserted,
           (SELECT count(*)::int FROM written WHERE NOT is_new) AS updated,
           (SELECT coalesce(json_agg(json_build_object(
                     'key', concat_ws(' ', ${key.map((column) => `judged.${column}`).join(', ')}), 'why', verdict, 'isConflict', is_news,
                     'name', ${LABELS[name]('judged')}, 'columns', ${differing(columns)},
                     'missing', CASE verdict WHEN 'parent_missing' THEN ${missingParents(table)} ELSE '{}' END)), '[]')
              FROM judged
              LEFT JOIN ${name} stored ON ${key.map((column) => `stored.${column} = judged.${column}`).join(' AND ')}
             WHERE verdict NOT IN ${TAKEN}) AS left`;
}
