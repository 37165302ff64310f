import { sha256 } from '../../src/adapters/system/system.ts';
import { newMemory } from '../../src/takeover/mapping/mapping.ts';
import { SOURCE_TABLES, type SortKey, type SourceTable } from '../../src/takeover/mapping/source-tables.ts';
import { type Columns, kindOf, type Row, type Value } from '../../src/takeover/mapping/table-shape.ts';
import { TAKEOVER_PLAN } from '../../src/takeover/mapping/takeover-plan.ts';
import { TARGET_TABLE_NAMES, type TargetTableName } from '../../src/takeover/mapping/target-tables.ts';
import { verifiableHash } from './known-passwords.ts';
import type { RecordedRow, RecordedTables } from './recordings.ts';

/** Rows of our tables. Tables without rows may be absent. */
export type OurTables = Readonly<Partial<Record<TargetTableName, readonly Row[]>>>;

/** `2026-11-23T16:41:45.86287+00:00` as every time is spelled on its way: UTC, six decimals, `Z`. */
export function spellTime(text: string): string {
  const [, seconds = '', fraction = ''] = /^(.{19})(?:\.(\d+))?(?:\+00:00|Z)$/.exec(text) ?? [];
  if (seconds === '') throw new Error(`A recorded time is not in UTC: ${text}`);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

function spell(value: unknown, kind: ReturnType<typeof kindOf>): Value {
  if (value === null || value === undefined) return null;
  if (kind === 'timestamp') return spellTime(String(value));
  return kind === 'json' ? JSON.stringify(value) : (value as Value);
}

const toRow = (recorded: RecordedRow, columns: Columns): Row =>
  Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, spell(recorded[name], kindOf(type))]),
  );

const compareBy =
  (order: readonly SortKey[]) =>
  (a: Row, b: Row): number => {
    for (const { column, folded, presence, descending } of order) {
      const [left = '', right = ''] = [a, b].map((row) => {
        if (presence) return row[column] === null ? '0' : '1';
        return folded ? String(row[column]).toLowerCase() : String(row[column]);
      });
      if (left !== right) return left < right === (descending ?? false) ? 1 : -1;
    }
    return 0;
  };

/** A recorded client's secret is its id with this behind it; of it the recordings have a fast hash that we do not verify. */
const CLIENT_SECRET = '-secret';

/** A row with a hash that we verify, in place of the recorded one of the same password or secret. */
function withVerifiableHash(row: RecordedRow): RecordedRow {
  if ('client_secret' in row && String(row['client_secret']).startsWith('md5$'))
    return { ...row, client_secret: `sha256$${sha256(`${row['client_id']}${CLIENT_SECRET}`)}` };
  return 'password' in row ? { ...row, password: verifiableHash(row['password']) } : row;
}

/** The tables of the reference as they are replayed: those that a takeover imports, with hashes that we verify. */
export const takeOverRecorded = (recorded: RecordedTables): OurTables =>
  takeOver(recorded, withVerifiableHash);

/**
 * The tables of the reference as a takeover imports them; its OpenID provider gave ProConnect's claims.
 *
 * @param prepare what becomes of each recorded row first
 */
export function takeOver(
  recorded: RecordedTables,
  prepare: (row: RecordedRow) => RecordedRow = (row) => row,
): OurTables {
  const memory = newMemory(sha256, undefined, 'proconnect');
  const ours: Partial<Record<TargetTableName, Row[]>> = {};
  for (const { source, map } of TAKEOVER_PLAN) {
    const { columns, order }: SourceTable = SOURCE_TABLES[source];
    const rows = (recorded[source] ?? []).map((row) => toRow(prepare(row), columns)).sort(compareBy(order));
    for (const row of rows) {
      const mapped = map(row, memory).rows;
      for (const name of TARGET_TABLE_NAMES) {
        const made = mapped[name] as readonly Row[] | undefined;
        if (made) ours[name] = [...(ours[name] ?? []), ...made];
      }
    }
  }
  return ours;
}
