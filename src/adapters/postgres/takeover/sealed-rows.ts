import { type Columns, kindOf, type Row } from '../../../application/takeover/table-shape.ts';
import type { TargetTable } from '../../../application/takeover/target-tables.ts';
import type { Sealer } from '../sealer.ts';

/** Columns of a table that are encrypted at rest. */
export const secretColumns = (columns: Columns): readonly string[] =>
  Object.entries(columns).flatMap(([name, type]) => (kindOf(type) === 'secret' ? [name] : []));

/** What a row is known by; also what its secrets are bound to. */
export const keyOf = (row: Row, { key }: TargetTable): string =>
  key.map((name) => String(row[name])).join(' ');

/** Encrypts what must not be stored readable, under the row's key; what is stored already keeps its ciphertext. */
export const sealRow = (row: Row, table: TargetTable, stored: Row | undefined, sealer: Sealer): Row => {
  const context = keyOf(row, table);
  const sealed = secretColumns(table.columns).map((name) => {
    const plain = row[name];
    if (typeof plain !== 'string') return [name, null];
    const before = stored?.[name];
    const isSame = typeof before === 'string' && sealer.open(Buffer.from(before, 'hex'), context) === plain;
    return [name, isSame ? before : sealer.seal(plain, context).toString('hex')];
  });
  return { ...row, ...Object.fromEntries(sealed) };
};

/** The reverse of {@link sealRow}. */
export const openRow = (row: Row, table: TargetTable, sealer: Sealer): Row => {
  const context = keyOf(row, table);
  const opened = secretColumns(table.columns).map((name) => {
    const sealed = row[name];
    return [name, typeof sealed === 'string' ? sealer.open(Buffer.from(sealed, 'hex'), context) : null];
  });
  return { ...row, ...Object.fromEntries(opened) };
};
