import type { QueryResultRow } from 'pg';
import { spelledRow, type TableRules, takenError } from '../../storage/table-rules.ts';
import { type Queryable, violatedConstraint } from './sql.ts';

type SqlType =
  | 'uuid'
  | 'text'
  | 'text[]'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'bytea'
  | 'timestamptz'
  | 'json'
  | 'jsonb';

/** The column of a member. */
type Column = Readonly<{
  type: SqlType;
  /** The column's name where it is not the member's in snake case. */
  name?: string;
  /** Written at insertion only. */
  fixed?: true;
}>;

/** All members of a row, the primary key first. */
type Columns<Row> = { readonly [Member in keyof Row]-?: Column };

/** The mapping of an entity whose members are not a column each. */
type Shape<Entity, Row> = Readonly<{ toRow: (entity: Entity) => Row; toEntity: (row: Row) => Entity }>;

/** A row joined with those of other tables: its members' names have a prefix. */
export type Prefixed<Row, Prefix extends string> = {
  readonly [Member in keyof Row & string as `${Prefix}${Member}`]: Row[Member];
};

type Beside<Row, Prefix extends string> = Readonly<{
  columns: string;
  of: (row: Prefixed<Row, Prefix>) => Row;
}>;

const snake = (member: string): string => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** JSON must be passed as text: the driver would treat an array as an SQL array, and text as JSON text. */
const asParameter = (type: SqlType | undefined, value: unknown): unknown =>
  (type === 'json' || type === 'jsonb') && value !== null && value !== undefined
    ? JSON.stringify(value)
    : value;

const makeTable = <Entity, Row extends QueryResultRow>(
  rules: TableRules<Row>,
  alias: string,
  declared: Columns<Row>,
  { toRow: rowOf, toEntity }: Shape<Entity, Row>,
) => {
  const { table } = rules;
  const toRow = (entity: Entity): Row => spelledRow(rules, rowOf(entity));
  const members = Object.keys(declared);
  const [key = ''] = members;
  const changing = members.filter((member) => member !== key && !declared[member]?.fixed);
  const columnOf = (member: string): string => declared[member]?.name ?? snake(member);
  const select = (some: readonly string[], prefix = '', wrap = (column: string) => column): string =>
    some.map((member) => `${wrap(`${alias}.${columnOf(member)}`)} AS "${prefix}${member}"`).join(', ');
  const setting = (value: (member: string, index: number) => string): string =>
    changing.map((member, index) => `${columnOf(member)} = ${value(member, index)}`).join(', ');
  const recordset = (some: readonly string[]): string =>
    `jsonb_to_recordset($1::jsonb) AS g (${some.map((member) => `"${member}" ${declared[member]?.type}`).join(', ')})`;
  const parametersOf = (some: readonly string[], row: Row): unknown[] =>
    some.map((member) => asParameter(declared[member]?.type, row[member]));
  const toJson = (entities: readonly Entity[]): string => JSON.stringify(entities.map(toRow));
  const reader = <Own extends QueryResultRow>(some: readonly string[], prefix = '') => {
    const names = some.map((member) => [member, `${prefix}${member}`] as const);
    return (row: QueryResultRow): Own => {
      const own: QueryResultRow = {};
      for (const [member, name] of names) own[member] = row[name];
      return own as Own;
    };
  };
  const readOwn = reader<Row>(members);

  const texts = {
    /** The column names, for `INSERT` lists. */
    names: members.map(columnOf).join(', '),
    /** A record set `g`, with one row for each entity in the JSON at `$1`. */
    recordset: recordset(members),
    /** The columns of `g`, in the order of `names`. */
    given: members.map((member) => `g."${member}"`).join(', '),
    /** All columns for `SELECT`, under their members' names. */
    columns: select(members),
    /** All columns under their stored names, for inner parts of a statement whose outermost has `columns`. */
    stored: members.map((member) => `${alias}.${columnOf(member)}`).join(', '),
  };
  const all = `SELECT ${texts.columns} FROM ${table} ${alias}`;
  const values = `(${texts.names}) VALUES (${members.map((_, index) => `$${index + 1}`).join(', ')})`;
  const insert = `INSERT INTO ${table} ${values}`;
  const insertMany = `INSERT INTO ${table} (${texts.names}) SELECT ${texts.given} FROM ${texts.recordset}`;
  const update = `UPDATE ${table} SET ${setting((_, index) => `$${index + 2}`)} WHERE ${columnOf(key)} = $1`;
  const updateMany = `UPDATE ${table} ${alias} SET ${setting((member) => `g."${member}"`)}
    FROM ${recordset([key, ...changing])} WHERE ${alias}.${columnOf(key)} = g."${key}"`;
  const put = `INSERT INTO ${table} AS ${alias} ${values}
    ON CONFLICT (${columnOf(key)}) DO UPDATE SET ${setting((member) => `excluded.${columnOf(member)}`)}`;
  const remove = `DELETE FROM ${table} WHERE ${columnOf(key)} = $1`;

  /** @throws DomainError of the table's rules when a unique constraint is violated */
  const write = async (db: Queryable, text: string, values: unknown[]): Promise<number> => {
    try {
      const { rowCount } = await db.query(text, values);
      return rowCount ?? 0;
    } catch (cause) {
      const name = violatedConstraint(cause);
      const unique = rules.unique?.find((candidate) => candidate.name === name && candidate.refusal);
      throw unique ? takenError(rules, unique, { cause }) : cause;
    }
  };

  const selectAll = async (
    db: Queryable,
    rest: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Entity[]> => {
    const { rows } = await db.query<Row>(`${all} ${rest}`, [...values]);
    return rows.map(toEntity);
  };

  return {
    ...texts,
    rules,
    /** The members of rows, as declared. */
    members: members as readonly (keyof Row & string)[],
    toJson,
    /** The type of each column, to compare with the database. */
    columnTypes: Object.fromEntries(members.map((member) => [columnOf(member), declared[member]?.type])),
    /** All columns, each inside the SQL that `wrap` returns. */
    wrapped: (wrap: (column: string) => string): string => select(members, '', wrap),
    /** All columns except some, for `SELECT`. */
    without: (...some: readonly (keyof Row & string)[]): string => {
      const hidden = new Set<string>(some);
      return select(members.filter((member) => !hidden.has(member)));
    },
    /** The entity of a row that may have more columns. */
    of: (row: Row): Entity => toEntity(readOwn(row)),
    /** Some columns for `SELECT` beside those of other tables, with a prefix, and the entity of such a row. */
    beside: <Prefix extends string, Member extends keyof Row & string>(
      prefix: Prefix,
      some: readonly Member[],
    ): Beside<Pick<Row, Member>, Prefix> => ({
      columns: select(some, prefix),
      of: reader<Pick<Row, Member> & QueryResultRow>(some, prefix) as Beside<Pick<Row, Member>, Prefix>['of'],
    }),
    /** @param rest the text after the table's name: `WHERE`, `ORDER BY`, locks */
    all: selectAll,
    first: async (db: Queryable, rest: string, values?: readonly unknown[]): Promise<Entity | undefined> =>
      (await selectAll(db, rest, values))[0],
    insert: async (db: Queryable, entity: Entity): Promise<void> => {
      await write(db, insert, parametersOf(members, toRow(entity)));
    },
    /**
     * @param target the constraint that may be violated, as `ON CONFLICT` names it; without it, any
     * @returns whether it was inserted
     */
    insertUnlessTaken: async (db: Queryable, entity: Entity, target = ''): Promise<boolean> =>
      (await write(
        db,
        `${insert} ON CONFLICT ${target} DO NOTHING`,
        parametersOf(members, toRow(entity)),
      )) === 1,
    /** Inserts the entity, or overwrites the row of the same key (except fixed columns) where it meets `condition`. */
    put: async (db: Queryable, entity: Entity, condition = ''): Promise<void> => {
      await write(db, `${put} ${condition}`, parametersOf(members, toRow(entity)));
    },
    /**
     * Skips entities that would violate a constraint: `target` as `ON CONFLICT` names it; without it, any.
     *
     * @returns the keys of the others
     */
    insertAbsent: async <Key>(
      db: Queryable,
      entities: readonly Entity[],
      target = '',
    ): Promise<readonly Key[]> => {
      if (entities.length === 0) return [];
      const text = `${insertMany} ON CONFLICT ${target} DO NOTHING RETURNING ${columnOf(key)} AS key`;
      const { rows } = await db.query<{ key: Key }>(text, [toJson(entities)]);
      return rows.map((row) => row.key);
    },
    /** Updates all columns that are not fixed. */
    update: async (db: Queryable, entity: Entity): Promise<void> => {
      await write(db, update, parametersOf([key, ...changing], toRow(entity)));
    },
    updateMany: async (db: Queryable, entities: readonly Entity[]): Promise<void> => {
      if (entities.length > 0) await write(db, updateMany, [toJson(entities)]);
    },
    delete: async (db: Queryable, id: string): Promise<void> => {
      await db.query(remove, [id]);
    },
  };
};

/**
 * The statements for a table whose rows are entities. A member without a column does not compile, and neither does a
 * column without a member. Their texts are made once, when the module is read.
 */
export const defineTable =
  <Entity extends QueryResultRow>() =>
  (rules: TableRules<Entity>, alias: string, declared: Columns<Entity>) =>
    makeTable<Entity, Entity>(rules, alias, declared, { toRow: (entity) => entity, toEntity: (row) => row });

/** As `defineTable`, for entities that are mapped to rows; `Row` has a member for each column. */
export const defineShapedTable =
  <Entity, Row extends QueryResultRow>() =>
  (rules: TableRules<Row>, alias: string, declared: Columns<Row>, shape: Shape<Entity, Row>) =>
    makeTable<Entity, Row>(rules, alias, declared, shape);
