import type { Row, Value } from '../../src/application/takeover/table-shape.ts';
import { TARGET_TABLE_NAMES, TARGET_TABLES } from '../../src/application/takeover/target-tables.ts';
import { type Difference, isSame } from './difference.ts';
import { GENERATED, type KnownValues } from './known-values.ts';
import type { OurTables } from './recorded-state.ts';

/** Columns that only we have a use for, or whose value is the moment of a change. */
const ASIDE = ['updated_at', 'last_checked_at', 'provisioning_started_at', 'registration'];

/** Passwords are hashed with a salt: two hashes of one password differ. */
const GENERATED_HASH = '<a new hash>';

const UUID = /^[0-9a-f-]{36}$/;
const TIME = /^\d{4}-\d\d-\d\dT.*Z$/;
const JSON_TEXT = /^[[{"]/;

function comparable(name: string, value: Value | undefined, known: KnownValues): unknown {
  if (typeof value !== 'string' || known.has(value)) return value ?? null;
  if (UUID.test(value)) return GENERATED.uuid;
  if (TIME.test(value)) return GENERATED.time;
  if (name === 'password_hash') return GENERATED_HASH;
  return JSON_TEXT.test(value) ? JSON.parse(value) : value;
}

const comparableRow = (row: Row, known: KnownValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !ASIDE.includes(name))
      .map(([name, value]) => [name, comparable(name, value, known)]),
  );

const json = (value: Value | undefined): unknown =>
  typeof value === 'string' && JSON_TEXT.test(value) ? JSON.parse(value) : (value ?? null);

/** What a request left in our tables, against what the reference's would have become. */
export function compareEffects(
  recorded: OurTables,
  ours: OurTables,
  known: KnownValues,
): readonly Difference[] {
  return TARGET_TABLE_NAMES.flatMap((table) => {
    const { key, columns } = TARGET_TABLES[table];
    const keyOf = (row: Row) => JSON.stringify(key.map((name) => row[name]));
    const expected = new Map((recorded[table] ?? []).map((row: Row) => [keyOf(row), row]));
    const actual = new Map((ours[table] ?? []).map((row: Row) => [keyOf(row), row]));
    const inBoth = [...expected].flatMap(([id, row]) => {
      const other = actual.get(id);
      if (!other) return [];
      const left = comparableRow(row, known);
      const right = comparableRow(other, known);
      return Object.keys(columns)
        .filter((name) => !ASIDE.includes(name) && !isSame(left[name], right[name]))
        .filter((name) => !isSame(json(row[name]), json(other[name])))
        .map((name) => ({ aspect: `effect ${table}.${name}`, recorded: left[name], ours: right[name] }));
    });
    const missing = [...expected]
      .filter(([id]) => !actual.has(id))
      .map(([, row]) => comparableRow(row, known));
    const extra = [...actual].filter(([id]) => !expected.has(id)).map(([, row]) => comparableRow(row, known));
    for (const row of [...missing]) {
      const twin = extra.findIndex((candidate) => isSame(candidate, row));
      if (twin < 0) continue;
      extra.splice(twin, 1);
      missing.splice(missing.indexOf(row), 1);
    }
    const rows = Array.from({ length: Math.max(missing.length, extra.length) }, (_, index) => ({
      aspect: `effect ${table} row`,
      recorded: missing[index],
      ours: extra[index],
    }));
    return [...inBoth, ...rows];
  });
}
