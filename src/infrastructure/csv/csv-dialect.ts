import { stringify } from 'csv-stringify/sync';
import { withoutFormula } from './without-formula.ts';

/**
 * Dialects of a table: RFC 4180, and the one for Excel where a comma separates decimals, as in French: semicolons, and a
 * byte order mark by which Excel recognizes UTF-8.
 */
export const CSV_DIALECTS = {
  csv: { delimiter: ',', bom: false },
  excel: { delimiter: ';', bom: true },
} as const;
export type CsvDialectName = keyof typeof CSV_DIALECTS;

const BYTE_ORDER_MARK = '\ufeff';

/** The first line of a table. @param columns our own names, which need no quotes */
export function csvHeader(dialect: CsvDialectName, columns: readonly string[]): string {
  const { delimiter, bom } = CSV_DIALECTS[dialect];
  return `${bom ? BYTE_ORDER_MARK : ''}${columns.join(delimiter)}\r\n`;
}

/** A row of a table. Every text is quoted, so that none ends its cell or row; null becomes an empty cell. */
export const csvLine = (
  dialect: CsvDialectName,
  values: readonly (string | number | null | undefined)[],
): string =>
  stringify([[...values]], {
    delimiter: CSV_DIALECTS[dialect].delimiter,
    record_delimiter: '\r\n',
    quoted_string: true,
    cast: { string: withoutFormula },
  });
