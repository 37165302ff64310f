import { withoutFormula } from '../../../server/schemas.ts';

/** A line of a table for spreadsheets: quoted, and nothing in it is computed. */
const line = (cells: readonly string[]): string =>
  cells.map((cell) => `"${withoutFormula(cell).replaceAll('"', '""')}"`).join(';');

/** A table that spreadsheets open in French and in English: semicolons, and a mark by which they know UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map(line).join('\r\n')}\r\n`;

/** A table as it is pasted into a mail or a spreadsheet. */
export const textOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => withoutFormula(cell).replaceAll(/\s/g, ' ')).join('\t')).join('\n');
