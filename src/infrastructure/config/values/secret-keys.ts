import { custom, itemsOf, type VariableMeta } from './variable.ts';

/** Fewest characters of a key from which others are derived. */
export const SHORTEST_SECRET_KEY = 32;

/** Keys separated by commas, the latest first; problems are reported without quoting a key. */
export const secretKeys = (meta: VariableMeta) =>
  custom('', meta, (written) => {
    const keys = itemsOf(written);
    if (keys.some((key) => key.length < SHORTEST_SECRET_KEY)) {
      throw new Error(`must be keys separated by commas, each of at least ${SHORTEST_SECRET_KEY} characters`);
    }
    return keys;
  });
