/** Verdicts of rows and lists that are written. */
export const STORED = `('new', 'changed_there')`;

/** Verdicts of rows that are recorded as taken over: written, or equal already. */
export const TAKEN = `('new', 'changed_there', 'equal')`;
