const LONGEST = 8;
const SHARE = 4;

/** The start of an API key that may be stored and shown to distinguish keys: at most a quarter of the key. */
export const visibleKeyPrefix = (key: string): string =>
  key.slice(0, Math.min(LONGEST, Math.floor(key.length / SHARE)));
