import { join } from 'node:path';

/** Moves what must outlive a start; a variable of ours alone, which the application is not told: to it, it is no setting. */
const VARIABLE = 'REGIE_DATA_DIR';
export const WITHOUT_DATA_FOLDER: Readonly<Record<string, string>> = { [VARIABLE]: '' };

const USUAL = join(import.meta.dirname, '..', '..', '.data');

/** Where what must outlive a start is kept. */
export const dataFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment[VARIABLE] || USUAL;
