/** Text that a spreadsheet would read as a formula, at the beginning of a cell or of a line in it. */
const FORMULA = /(^|[\r\n\u2028\u2029])(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g;

/** The text, marked with an apostrophe where a spreadsheet would compute it. */
export const withoutFormula = (text: string): string => text.replace(FORMULA, "$1'");
