/** Verdicts on rows and lists that are written. */
export const STORED = `('new', 'changed_there')`;

/** Those that are remembered as brought: written, or equal already. */
export const TAKEN = `('new', 'changed_there', 'equal')`;
