import { TARGET_TABLE_NAMES, TARGET_TABLES, type TargetTableName } from '../mapping/target-tables.ts';
import { isAsNoted } from './as-noted.ts';
import { LABELS } from './labels.ts';
import { listsHere } from './list-statements.ts';
import { notedKey } from './noted-key.ts';

/**
 * Keys that were given since the start, or left out: what is on this list is there. `is_known`: an earlier takeover had
 * brought it.
 */
export const GIVEN_KEYS =
  'CREATE TEMP TABLE given_key (target text, key uuid, is_known boolean) ON COMMIT DROP';

/** Rows that were brought once, are not there any more and are here; `goes`: whether they are removed. */
export const TABLE_OF_GONE = `CREATE TEMP TABLE gone_row
    (target text, key uuid, row_key text, name text, fate text, used_by text, goes boolean, PRIMARY KEY (target, key))
    ON COMMIT DROP`;

/** Whether anything that was brought is there. */
export const ANYTHING_THERE = 'SELECT FROM given_key WHERE is_known LIMIT 1';

const isListed = (name: TargetTableName): boolean => TARGET_TABLES[name].owner !== undefined;

/** @param hasSnapshot whether what lists were at the start is known: one whose items have moved since is not changed here */
export function collectGone(name: TargetTableName, hasSnapshot: boolean): string {
  const table = TARGET_TABLES[name];
  const isUnseen = `noted.target = '${name}' AND NOT EXISTS (
        SELECT FROM given_key seen WHERE seen.target = noted.target AND seen.key = noted.key)`;
  const found = isListed(name)
    ? `SELECT noted.key, noted.key::text AS row_key, NULL AS name, here.content IS DISTINCT FROM noted.content AS is_changed
         FROM taken_over_row noted
         JOIN ${hasSnapshot ? `lists_of_${name}` : `(${listsHere(name, table)})`} here ON here.owner = noted.key WHERE ${isUnseen}`
    : `SELECT noted.key, concat_ws(' ', ${table.key.map((column) => `stored.${column}`).join(', ')}) AS row_key,
              ${LABELS[name]('stored')} AS name, NOT ${isAsNoted('stored', 'noted.content', table)} AS is_changed
         FROM taken_over_row noted JOIN ${name} stored ON ${notedKey('stored', table)} = noted.key WHERE ${isUnseen}`;
  return `INSERT INTO gone_row (target, key, row_key, name, fate, goes)
    SELECT '${name}', key, row_key, name, CASE WHEN is_changed THEN 'changed_here' ELSE 'unchanged' END, NOT is_changed
      FROM (${found}) found`;
}

/** What refers to rows of our tables and goes with them, or keeps them from going. */
export const REFERENCES = `SELECT child.relname AS child, refers.attname AS "column", parent.relname AS parent
    FROM pg_constraint one
    JOIN pg_class child ON child.oid = one.conrelid JOIN pg_class parent ON parent.oid = one.confrelid
    JOIN pg_attribute refers ON refers.attrelid = one.conrelid AND refers.attnum = one.conkey[1]
   WHERE one.contype = 'f' AND one.confdeltype IN ('a', 'c', 'r') AND cardinality(one.conkey) = 1
     AND child.relnamespace = current_schema()::regnamespace AND parent.relname = ANY ($1)
   ORDER BY 1, 2`;

export type Reference = Readonly<{ child: string; column: string; parent: TargetTableName }>;

const isTarget = (name: string): name is TargetTableName => TARGET_TABLE_NAMES.some((one) => one === name);

/** Whether a row of a table, under this alias, stays. */
const stays = (name: string, row: string): string =>
  isTarget(name)
    ? `NOT EXISTS (SELECT FROM gone_row going
         WHERE going.target = '${name}' AND going.goes AND going.key = ${notedKey(row, TARGET_TABLES[name])})`
    : 'true';

const keep = (name: TargetTableName, fate: string, usedBy: string | null, where: string): string =>
  `UPDATE gone_row gone SET goes = false, fate = '${fate}', used_by = ${usedBy === null ? 'NULL' : `'${usedBy}'`}
     FROM ${name} stored
    WHERE gone.target = '${name}' AND gone.goes AND gone.key = ${notedKey('stored', TARGET_TABLES[name])} AND ${where}`;

/** Keeps rows to which something belongs that stays. */
export const keepUsed = ({ child, column, parent }: Reference): string =>
  keep(
    parent,
    'in_use',
    child,
    `EXISTS (SELECT FROM ${child} below WHERE below.${column} = stored.id AND ${stays(child, 'below')})`,
  );

/** Keeps teams with a team below them that stays. */
const KEEP_ABOVE = keep(
  'team',
  'in_use',
  'team',
  `EXISTS (SELECT FROM team below WHERE below.path > stored.path AND starts_with(below.path, stored.path)
     AND ${stays('team', 'below')})`,
);

const keepLast = (access: TargetTableName, place: TargetTableName, role: string): string => {
  const column = `${place}_id`;
  return keep(
    access,
    'last_owner',
    null,
    `stored.role = '${role}'
      AND NOT EXISTS (SELECT FROM gone_row going WHERE going.target = '${place}' AND going.goes AND going.key = stored.${column})
      AND NOT EXISTS (SELECT FROM ${access} other
        WHERE other.${column} = stored.${column} AND other.role = '${role}' AND ${stays(access, 'other')})`,
  );
};

/** What must stay although it is gone there; each may make another have to, so that they are repeated until none does. */
export const KEEP_NEEDED: readonly string[] = [
  KEEP_ABOVE,
  keepLast('team_access', 'team', 'owner'),
  keepLast('mail_domain_access', 'mail_domain', 'owner'),
  keepLast('organization_access', 'organization', 'administrator'),
];

/** Removes what goes, what belongs to others first. */
export const REMOVE_GONE: readonly string[] = [
  ...[...TARGET_TABLE_NAMES].reverse().map(
    (name) => `DELETE FROM ${name} stored USING gone_row gone
      WHERE gone.target = '${name}' AND gone.goes AND gone.key = ${notedKey('stored', TARGET_TABLES[name])}`,
  ),
  `UPDATE team parent SET numchild = children.count
     FROM team above, LATERAL (SELECT count(*)::int AS count FROM team child
       WHERE child.depth = above.depth + 1 AND starts_with(child.path, above.path)) children
    WHERE parent.id = above.id AND parent.numchild <> children.count
      AND EXISTS (SELECT FROM gone_row gone WHERE gone.target = 'team' AND gone.goes)`,
  `DELETE FROM taken_over_row noted USING gone_row gone
    WHERE gone.goes AND noted.target = gone.target AND noted.key = gone.key`,
  `UPDATE gone_row SET fate = 'removed' WHERE goes`,
];

/** Lists are told with their owner. */
export const SELECT_GONE = `SELECT target AS "table", row_key AS key, name, fate, used_by AS "usedBy" FROM gone_row
   WHERE target <> ALL (ARRAY[${TARGET_TABLE_NAMES.filter(isListed)
     .map((name) => `'${name}'`)
     .join(', ')}])
   ORDER BY array_position(ARRAY[${TARGET_TABLE_NAMES.map((name) => `'${name}'`).join(', ')}], target), row_key`;
