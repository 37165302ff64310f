import type { Columns } from '../mapping/table-shape.ts';
import type { TargetTable } from '../mapping/target-tables.ts';
import { hashed, wholeRow } from './column-sql.ts';

const entriesOf = ({ added }: TargetTable): readonly (readonly [column: string, atFirst: string])[] =>
  Object.entries(added);

/** The record of a row as the first release wrote it; undefined where it wrote what we write. */
function formerRecord(row: string, table: TargetTable): string | undefined {
  if (entriesOf(table).length === 0) return undefined;
  const former: Columns = Object.fromEntries(
    Object.entries(table.columns).filter(([column]) => !(column in table.added)),
  );
  return hashed(wholeRow(row, former));
}

/** The record of a row: a hash of what the takeover fills. */
export const record = (row: string, { columns }: TargetTable): string => hashed(wholeRow(row, columns));

/**
 * Whether a row that is here is as it was taken over, by its record in `noted`. A row of the first release is, where the
 * columns that came since are as they came.
 */
export function isAsNoted(row: string, noted: string, table: TargetTable): string {
  const former = formerRecord(row, table);
  if (former === undefined) return `${record(row, table)} = ${noted}`;
  const asTheyCame = entriesOf(table).map(
    ([column, first]) => `${row}.${column} IS NOT DISTINCT FROM ${first}`,
  );
  return `(${record(row, table)} = ${noted} OR ${former} = ${noted} AND ${asTheyCame.join(' AND ')})`;
}

/**
 * Whether a row that is given is known to the first release, and says nothing in the columns that came since but what is
 * here already, in `stored`, if anything is.
 */
export function isKnownToFirstRelease(
  row: string,
  stored: string,
  noted: string,
  table: TargetTable,
): string {
  const former = formerRecord(row, table);
  if (former === undefined) return 'false';
  const same = entriesOf(table).map(
    ([column]) => `${stored}.${column} IS NOT DISTINCT FROM ${row}.${column}`,
  );
  return `coalesce(${former} = ${noted} AND (${stored} IS NULL OR ${same.join(' AND ')}), false)`;
}
