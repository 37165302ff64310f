import type { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { rowKey } from '../mapping/row-key.ts';
import { type Columns, kindOf, type Row } from '../mapping/table-shape.ts';
import type { TargetTable } from '../mapping/target-tables.ts';

/** Columns of a table that are encrypted at rest. */
export const secretColumns = (columns: Columns): readonly string[] =>
  Object.entries(columns).flatMap(([name, type]) => (kindOf(type) === 'secret' ? [name] : []));

/** Encrypts a row's secrets under its key (see `rowKey`); the same row always gets the same ciphertext. */
export const sealRow = (row: Row, table: TargetTable, secretBox: SecretBox): Row => {
  const context = rowKey(row, table);
  const sealed = secretColumns(table.columns).map((name) => {
    const plain = row[name];
    return [
      name,
      typeof plain === 'string' ? secretBox.sealRepeatably(plain, context).toString('hex') : null,
    ];
  });
  return { ...row, ...Object.fromEntries(sealed) };
};

/** The reverse of {@link sealRow}; a secret that no key opens is `undefined`, which no row of the source has. */
export const openRow = (row: Row, table: TargetTable, secretBox: SecretBox): Row => {
  const context = rowKey(row, table);
  const opened = secretColumns(table.columns).map((name) => {
    const sealed = row[name];
    if (typeof sealed !== 'string') return [name, null];
    const plain = secretBox.read(Buffer.from(sealed, 'hex'), context);
    return [name, typeof plain === 'string' ? plain : undefined];
  });
  return { ...row, ...Object.fromEntries(opened) };
};
