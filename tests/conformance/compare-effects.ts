import {
  type Columns,
  type ColumnType,
  kindOf,
  type Row,
  type Value,
} from '../../src/takeover/mapping/table-shape.ts';
import {
  TARGET_TABLE_NAMES,
  TARGET_TABLES,
  type TargetTable,
} from '../../src/takeover/mapping/target-tables.ts';
import { type Difference, isSame } from './difference.ts';
import { GENERATED, type KnownValues } from './known-values.ts';
import type { OurTables } from './recorded-state.ts';

/** Columns that only we have a use for, or whose value is the moment of a change. */
const ASIDE = ['updated_at', 'last_checked_at', 'provisioning_started_at', 'registration'];

/** Passwords are hashed with a salt: two hashes of one password differ. */
const GENERATED_HASH = '<a new hash>';

/** A value as it is compared: JSON parsed, and generated values by their kind. */
function comparable(type: ColumnType, name: string, value: Value | undefined, known: KnownValues): unknown {
  if (typeof value !== 'string') return value ?? null;
  const kind = kindOf(type);
  if (kind === 'json') return JSON.parse(value);
  if (known.has(value)) return value;
  if (kind === 'uuid') return GENERATED.uuid;
  if (kind === 'timestamp') return GENERATED.time;
  return name === 'password_hash' ? GENERATED_HASH : value;
}

const comparableRow = (row: Row, columns: Columns, known: KnownValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => !ASIDE.includes(name))
      .map(([name, type]) => [name, comparable(type, name, row[name], known)]),
  );

/** Takes out of both lists the rows that are in both. */
function withoutTwins(left: readonly object[], right: readonly object[]): [object[], object[]] {
  const others = [...right];
  const alone = left.filter((row) => {
    const twin = others.findIndex((candidate) => isSame(candidate, row));
    if (twin >= 0) others.splice(twin, 1);
    return twin < 0;
  });
  return [alone, others];
}

/** What a request left in our tables, against what the reference's would have become. */
export function compareEffects(
  recorded: OurTables,
  ours: OurTables,
  known: KnownValues,
): readonly Difference[] {
  return TARGET_TABLE_NAMES.flatMap((table) => {
    const { key, columns }: TargetTable = TARGET_TABLES[table];
    const byKey = (rows: readonly Row[]) =>
      new Map(
        rows.map((row) => [JSON.stringify(key.map((name) => row[name])), comparableRow(row, columns, known)]),
      );
    const expected = byKey(recorded[table] ?? []);
    const actual = byKey(ours[table] ?? []);
    const changed = [...expected].flatMap(([id, row]) => {
      const other = actual.get(id);
      if (!other) return [];
      return Object.keys(row)
        .filter((name) => !isSame(row[name], other[name]))
        .map((name) => ({ aspect: `effect ${table}.${name}`, recorded: row[name], ours: other[name] }));
    });
    const [missing, extra] = withoutTwins(
      [...expected].filter(([id]) => !actual.has(id)).map(([, row]) => row),
      [...actual].filter(([id]) => !expected.has(id)).map(([, row]) => row),
    );
    const aspect = `effect ${table} row`;
    return [
      ...changed,
      ...missing.map((row) => ({ aspect, recorded: row, ours: undefined })),
      ...extra.map((row) => ({ aspect, recorded: undefined, ours: row })),
    ];
  });
}
