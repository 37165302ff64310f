import type { TargetTable, TargetTableName } from '../mapping/target-tables.ts';
import { hashed, wholeRow } from './column-sql.ts';
import { STORED, TAKEN } from './verdicts.ts';

export type ListStatements = Readonly<{
  /** Creates a table of the lists before anything is stored, and one for the verdicts about a batch's lists. */
  createTemporary: string;
  /** Decides the verdict for each list. $1: their owners. */
  judge: string;
  /** Removes items that are no longer in a list; not needed in a first takeover. */
  remove: string;
  /** Stores items that are new or have moved, and returns their numbers: `inserted`, `updated`. */
  store: string;
  /** Records what was given, and adds the items to the list of keys. */
  remember: string;
  /** Selects the lists that were left unchanged. */
  left: string;
  clear: string;
}>;

/** The items of a list, without their owner, as one hash; a fixed hash for an empty list. */
function listContent(row: string, { columns, owner }: TargetTable, isItem: string): string {
  const item = wholeRow(
    row,
    Object.fromEntries(Object.entries(columns).filter(([column]) => column !== owner)),
  );
  return hashed(`coalesce(string_agg(${item}, ' ' ORDER BY ${item}) FILTER (WHERE ${isItem}), '')`);
}

/** Every list that is here, as `owner` and `content`. */
export const listsHere = (name: TargetTableName, table: TargetTable): string =>
  `SELECT stored.${table.owner} AS owner, ${listContent('stored', table, 'true')} AS content
     FROM ${name} stored GROUP BY stored.${table.owner}`;

/** Whether an item that is given is in a list, here, of somebody else who changed it or whom the takeover does not know. */
const isHeldByAnother = (name: TargetTableName, owner: string, key: string): string =>
  `EXISTS (SELECT FROM given_${name} item
     JOIN ${name} held ON held.${key} = item.${key} AND held.${owner} <> given.owner
     LEFT JOIN lists_of_${name} theirs ON theirs.owner = held.${owner}
     LEFT JOIN taken_over_row brought ON brought.target = '${name}' AND brought.key = held.${owner}
    WHERE item.${owner} = given.owner AND brought.content IS DISTINCT FROM theirs.content)`;

/**
 * The statements that store a batch of lists, each as a whole: a list that was changed here is left alone, others become
 * the given ones. Undefined for tables without lists.
 */
export function listStatements(name: TargetTableName, table: TargetTable): ListStatements | undefined {
  const { columns, key: keys, owner, parents } = table;
  const [key] = keys;
  if (owner === undefined || key === undefined) return undefined;
  const list = Object.keys(columns).join(', ');
  const others = Object.keys(columns).filter((column) => column !== key);
  const [judged, batch] = [`judged_${name}`, `given_${name}`];
  const isSame = Object.keys(columns)
    .map((column) => `given.${column} = stored.${column}`)
    .join(' AND ');
  return {
    createTemporary: `CREATE TEMP TABLE lists_of_${name} ON COMMIT DROP AS ${listsHere(name, table)};
      CREATE TEMP TABLE ${judged} (owner uuid, content uuid, is_news boolean, verdict text) ON COMMIT DROP`,
    judge: `INSERT INTO ${judged} WITH given AS (
        SELECT owner.id AS owner, ${listContent('item', table, `item.${key} IS NOT NULL`)} AS content
          FROM unnest($1::uuid[]) owner(id) LEFT JOIN ${batch} item ON item.${owner} = owner.id GROUP BY owner.id
      ), met AS (
        SELECT given.owner, given.content, noted.content AS noted, coalesce(here.content, ${hashed("''")}) AS here,
               here.owner IS NULL AS is_empty
          FROM given LEFT JOIN lists_of_${name} here ON here.owner = given.owner
          LEFT JOIN taken_over_row noted ON noted.target = '${name}' AND noted.key = given.owner
      ) SELECT given.owner, given.content, given.noted IS DISTINCT FROM given.content,
          CASE WHEN NOT EXISTS (SELECT FROM ${parents[owner]} parent WHERE parent.id = given.owner) THEN 'parent_missing'
               WHEN given.here = given.content THEN 'equal'
               WHEN given.here IS DISTINCT FROM given.noted AND NOT (given.noted IS NULL AND given.is_empty)
                 THEN CASE WHEN given.noted IS NULL THEN 'already_here' ELSE 'changed_here' END
               WHEN ${isHeldByAnother(name, owner, key)} THEN 'held_by_another'
               WHEN given.noted IS NULL THEN 'new' ELSE 'changed_there' END
          FROM met given`,
    remove: `DELETE FROM ${name} stored USING ${judged} judged
      WHERE judged.owner = stored.${owner} AND judged.verdict = 'changed_there'
        AND NOT EXISTS (SELECT FROM ${batch} given WHERE ${isSame})`,
    store: `WITH changed AS (
        INSERT INTO ${name} AS stored (${list})
        SELECT ${list} FROM ${batch} given JOIN ${judged} judged ON judged.owner = given.${owner}
         WHERE judged.verdict IN ${STORED} AND NOT EXISTS (SELECT FROM ${name} stored WHERE ${isSame})
        ON CONFLICT (${key}) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}
        RETURNING stored.xmax = 0 AS is_new
      ) SELECT count(*) FILTER (WHERE is_new)::int AS inserted, count(*) FILTER (WHERE NOT is_new)::int AS updated
          FROM changed`,
    remember: `WITH seen AS (
        INSERT INTO given_key SELECT '${name}', owner, false FROM ${judged}
      ), listed AS (
        INSERT INTO taken_over_${name} SELECT given.${key} FROM ${batch} given JOIN ${judged} judged
            ON judged.owner = given.${owner} AND judged.verdict IN ${TAKEN}
      ) INSERT INTO taken_over_row (target, key, content)
        SELECT '${name}', owner, content FROM ${judged} WHERE is_news AND verdict IN ${TAKEN}
        ON CONFLICT (target, key) DO UPDATE SET content = excluded.content`,
    left: `SELECT owner AS key, verdict AS why, is_news AS "isConflict", ARRAY['${key}'] AS columns, '{}'::json AS missing,
             (SELECT parent.name FROM ${parents[owner]} parent WHERE parent.id = owner) AS name
        FROM ${judged} WHERE verdict NOT IN ${TAKEN}`,
    clear: `TRUNCATE ${judged}`,
  };
}
