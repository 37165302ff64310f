const LONGEST = 8;
const SHARE = 4;

/** The part of an API key that may be stored and shown to tell it from others: its start, at most a quarter of it. */
export const visibleKeyPrefix = (key: string): string =>
  key.slice(0, Math.min(LONGEST, Math.floor(key.length / SHARE)));
