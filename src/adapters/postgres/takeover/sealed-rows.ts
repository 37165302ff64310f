import { type Columns, kindOf, type Row } from '../../../application/takeover/table-shape.ts';
import type { Sealer } from '../sealer.ts';

const secretColumns = (columns: Columns): readonly string[] =>
  Object.entries(columns).flatMap(([name, type]) => (kindOf(type) === 'secret' ? [name] : []));

export const hasSecrets = (columns: Columns): boolean => secretColumns(columns).length > 0;

/** Encrypts what must not be stored readable, under the row's id; what is stored already keeps its ciphertext. */
export const sealRow = (row: Row, columns: Columns, stored: Row | undefined, sealer: Sealer): Row => {
  const sealed = secretColumns(columns).map((name) => {
    const plain = row[name];
    if (typeof plain !== 'string') return [name, null];
    const context = String(row['id']);
    const before = stored?.[name];
    const isSame = typeof before === 'string' && sealer.open(Buffer.from(before, 'hex'), context) === plain;
    return [name, isSame ? before : sealer.seal(plain, context).toString('hex')];
  });
  return { ...row, ...Object.fromEntries(sealed) };
};

/** The reverse of {@link sealRow}. */
export const openRow = (row: Row, columns: Columns, sealer: Sealer): Row => {
  const opened = secretColumns(columns).map((name) => {
    const sealed = row[name];
    const context = String(row['id']);
    return [name, typeof sealed === 'string' ? sealer.open(Buffer.from(sealed, 'hex'), context) : null];
  });
  return { ...row, ...Object.fromEntries(opened) };
};
