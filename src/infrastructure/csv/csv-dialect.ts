import { stringify } from 'csv-stringify/sync';

/**
 * Ways to write a table: RFC 4180, and what Excel opens where a comma stands before decimals, as in French: semicolons, and
 * a byte order mark by which it knows UTF-8.
 */
export const CSV_DIALECTS = {
  csv: { delimiter: ',', bom: false },
  excel: { delimiter: ';', bom: true },
} as const;
export type CsvDialectName = keyof typeof CSV_DIALECTS;

const BYTE_ORDER_MARK = '\ufeff';

/** What a spreadsheet takes for a formula, at the beginning of a cell or of a line in it. */
const FORMULA = /(^|[\r\n\u2028\u2029])(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g;

/** A text that a spreadsheet would compute is marked as text by an apostrophe. */
const withoutFormula = (text: string): string => text.replace(FORMULA, "$1'");

/** The first line of a table. @param columns names of ours, which need no quotes */
export function csvHeader(dialect: CsvDialectName, columns: readonly string[]): string {
  const { delimiter, bom } = CSV_DIALECTS[dialect];
  return `${bom ? BYTE_ORDER_MARK : ''}${columns.join(delimiter)}\r\n`;
}

/** A row of a table. Every text is quoted, so that nothing in it ends a cell or a row; what there is none of is left empty. */
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
