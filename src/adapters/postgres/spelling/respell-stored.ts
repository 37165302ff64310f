import { type Queryable, violatedConstraint } from '../engine/sql.ts';
import { nameIn, SPELLED_COLUMNS, type SpelledColumn, spellingIn } from './spelled-column.ts';

/** A row whose text is not in its one spelling. */
type Misspelled = Readonly<{ key: string; text: string; within: readonly string[]; spelling: string }>;

/** Rows that would have the same name: all of them stay unchanged, for operators to settle. */
export type Collision = Readonly<{
  table: string;
  column: string;
  rows: readonly Readonly<{ key: string; text: string }>[];
  spelling: string;
}>;
export type RespelledColumn = Readonly<{
  table: string;
  column: string;
  respelled: number;
  collisions: readonly Collision[];
}>;

type Options = Readonly<{
  /** Only reports. */
  isDryRun: boolean;
  /** Rows read, or written in a transaction, at a time. */
  batchRows: number;
  /** Called after each written batch. */
  onProgress?: (column: Pick<SpelledColumn, 'table' | 'column'>, rows: number) => void;
}>;

/** How often others may store what a batch is about to, before it is given up. */
const MOST_RACES = 5;

const withinOf = ({ within = [] }: SpelledColumn, alias: string): string =>
  `ARRAY[${within.map((column) => `${alias}.${column}::text`).join(', ')}]::text[]`;

/** Texts that may not be in their one spelling: with other letters than those of ASCII, or capitals in the domain. */
const mayDiffer = ({ column, kind }: SpelledColumn): string => {
  if (kind === 'line') return `octet_length(t.${column}) <> char_length(t.${column})`;
  const domain = kind === 'email' ? `split_part(t.${column}, '@', -1)` : `t.${column}`;
  return `(octet_length(t.${column}) <> char_length(t.${column}) OR ${domain} <> lower(${domain}))`;
};

/** Goes through the rows of a column that may have to be written anew, in order of their keys. */
async function* misspelledRows(
  db: Queryable,
  column: SpelledColumn,
  batchRows: number,
): AsyncGenerator<Misspelled> {
  let after: string | null = null;
  for (;;) {
    const from: string | null = after;
    const { rows }: { rows: Omit<Misspelled, 'spelling'>[] } = await db.query<Omit<Misspelled, 'spelling'>>(
      `SELECT t.${column.key}::text AS key, t.${column.column} AS text, ${withinOf(column, 't')} AS within
         FROM ${column.table} t
        WHERE ${mayDiffer(column)} AND ($1::text IS NULL OR t.${column.key} > $1::${keyType(column)})
        ORDER BY t.${column.key} LIMIT $2`,
      [from, batchRows],
    );
    for (const row of rows) {
      const spelling = spellingIn(column, row.text);
      if (spelling !== row.text) yield { ...row, spelling };
    }
    after = rows.at(-1)?.key ?? null;
    if (rows.length < batchRows || after === null) return;
  }
}

const keyType = ({ key }: SpelledColumn): string => (key === 'id' ? 'uuid' : 'text');

/** What a row names, beside which no other may be. */
const nameOf = (column: SpelledColumn, { within, text }: Pick<Misspelled, 'within' | 'text'>): string =>
  JSON.stringify([...within, nameIn(column, text)]);

/** Rows in their one spelling that name what some of `rows` do, by that name. */
async function holders(
  db: Queryable,
  column: SpelledColumn,
  rows: readonly Misspelled[],
): Promise<ReadonlyMap<string, readonly Misspelled[]>> {
  const text = column.isExact ? `t.${column.column}` : `lower(t.${column.column})`;
  const names = rows.map((row) => nameIn(column, row.text));
  const places = (column.within ?? []).map(
    (name, index) => `AND t.${name} = g.p${index}::${name.endsWith('_id') ? 'uuid' : 'text'}`,
  );
  const columns = places.map((_, index) => `, p${index}`).join('');
  const values = (column.within ?? []).map((_, index) => rows.map(({ within }) => within[index]));
  const { rows: found } = await db.query<Omit<Misspelled, 'spelling'>>(
    `SELECT DISTINCT t.${column.key}::text AS key, t.${column.column} AS text, ${withinOf(column, 't')} AS within
       FROM unnest($1::text[]${values.map((_, index) => `, $${index + 2}::text[]`).join('')}) AS g (name${columns})
       JOIN ${column.table} t ON ${text} = g.name ${places.join(' ')}`,
    [names, ...values],
  );
  const byName = new Map<string, Misspelled[]>();
  for (const row of found) {
    const holder = { ...row, spelling: row.text };
    byName.set(nameOf(column, row), [...(byName.get(nameOf(column, row)) ?? []), holder]);
  }
  return byName;
}

/** One statement, and so all of a batch or nothing; an organization that is called by its domain goes on being so. */
async function write(db: Queryable, column: SpelledColumn, rows: readonly Misspelled[]): Promise<number> {
  const given = 'unnest($1::text[], $2::text[], $3::text[]) AS g (key, text, spelling)';
  const update = `UPDATE ${column.table} t SET ${column.column} = g.spelling FROM ${given}
    WHERE t.${column.key} = g.key::${keyType(column)} AND t.${column.column} = g.text`;
  const renaming = `WITH respelled AS (${update} RETURNING t.organization_id AS id, g.text, g.spelling), renamed AS (
      UPDATE organization o SET name = r.spelling FROM respelled r WHERE o.id = r.id AND o.name = r.text)
    SELECT FROM respelled`;
  const { rowCount } = await db.query(column.table === 'organization_domain' ? renaming : update, [
    rows.map(({ key }) => key),
    rows.map(({ text }) => text),
    rows.map(({ spelling }) => spelling),
  ]);
  return rowCount ?? 0;
}

/**
 * Writes the rows of a batch that conflict with no other row.
 * @returns how many, and the others with their conflicting rows
 */
async function respellBatch(
  db: Queryable,
  column: SpelledColumn,
  batch: readonly Misspelled[],
  isDryRun: boolean,
): Promise<{ readonly written: number; readonly inTheWay: readonly Misspelled[] }> {
  for (let race = 0; ; race += 1) {
    const held = column.within ? await holders(db, column, batch) : new Map<string, readonly Misspelled[]>();
    const free = batch.filter((row) => !held.has(nameOf(column, row)));
    const inTheWay = [...held.values()].flat();
    if (isDryRun || free.length === 0) return { written: free.length, inTheWay };
    try {
      return { written: await write(db, column, free), inTheWay };
    } catch (error) {
      // Another transaction stored one in the meantime: now it is found.
      if (violatedConstraint(error) === undefined) throw error;
      if (race === MOST_RACES) return oneByOne(db, column, free, inTheWay);
    }
  }
}

/** Where a constraint knows of a conflict that we do not find: such rows are in the way of themselves. */
async function oneByOne(
  db: Queryable,
  column: SpelledColumn,
  rows: readonly Misspelled[],
  inTheWay: readonly Misspelled[],
): Promise<{ readonly written: number; readonly inTheWay: readonly Misspelled[] }> {
  let written = 0;
  const refused: Misspelled[] = [];
  for (const row of rows) {
    try {
      written += await write(db, column, [row]);
    } catch (error) {
      if (violatedConstraint(error) === undefined) throw error;
      refused.push(row);
    }
  }
  return { written, inTheWay: [...inTheWay, ...refused] };
}

async function respellColumn(
  db: Queryable,
  column: SpelledColumn,
  { isDryRun, batchRows, onProgress = () => undefined }: Options,
): Promise<RespelledColumn> {
  const { table, column: name } = column;
  const byName = new Map<string, Misspelled[]>();
  const lone: Misspelled[] = [];
  for await (const row of misspelledRows(db, column, batchRows)) {
    if (!column.within) lone.push(row);
    else byName.set(nameOf(column, row), [...(byName.get(nameOf(column, row)) ?? []), row]);
  }
  // What several misspelled rows name stays, whether or not another row has it already.
  const several = [...byName].filter(([, rows]) => rows.length > 1);
  const all = [...lone, ...[...byName.values()].filter((rows) => rows.length === 1).flat()];
  const colliding = new Map<string, readonly Misspelled[]>(several);
  let respelled = 0;
  for (let start = 0; start < all.length; start += batchRows) {
    const batch = all.slice(start, start + batchRows);
    const { written, inTheWay } = await respellBatch(db, column, batch, isDryRun);
    for (const holder of inTheWay) {
      const place = nameOf(column, holder);
      colliding.set(place, [...(colliding.get(place) ?? byName.get(place) ?? []), holder]);
    }
    respelled += written;
    onProgress({ table, column: name }, written);
  }
  for (let start = 0; start < several.length; start += batchRows) {
    const rows = several.slice(start, start + batchRows).flatMap(([, same]) => same);
    for (const [place, found] of await holders(db, column, rows)) {
      colliding.set(place, [...(colliding.get(place) ?? []), ...found]);
    }
  }
  const collisions = [...colliding.values()].map(
    (rows): Collision => ({
      table,
      column: name,
      rows: rows.map(({ key, text }) => ({ key, text })),
      spelling: rows[0]?.spelling ?? '',
    }),
  );
  return { table, column: name, respelled, collisions };
}

/**
 * Writes stored addresses and domains, or names, in their one spelling, a batch at a time; it may be interrupted and run again.
 * Rows of which two would have the same name stay, and are listed each time. No other system is called: the provisioner
 * keeps its spelling of aliases.
 */
export async function respellStored(
  db: Queryable,
  options: Options,
  columns: readonly SpelledColumn[] = SPELLED_COLUMNS,
): Promise<readonly RespelledColumn[]> {
  const done: RespelledColumn[] = [];
  for (const column of columns) done.push(await respellColumn(db, column, options));
  return done;
}
