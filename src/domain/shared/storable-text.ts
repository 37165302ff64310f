/** Characters that PostgreSQL cannot store (NUL) and UTF-8 cannot encode (unpaired surrogates). */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Whether a text can be stored and sent unchanged. Free texts, such as notes, are bound by nothing else. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** A text of another system that is only displayed, with U+FFFD in place of each character that cannot be stored. */
export const storable = (text: string): string =>
  isStorable(text) ? text : text.replace(UNSTORABLE, '\ufffd');

/**
 * The first part of a JSON value that cannot be stored, or is nested deeper than `deepest`; undefined when there is none.
 */
export function unstorablePart(
  value: unknown,
  deepest: number,
  path: readonly (string | number)[] = [],
): UnstorablePart | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : { path, what: 'text' };
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === deepest) return { path, what: 'depth' };
  for (const [key, member] of Object.entries(value)) {
    if (!isStorable(key)) return { path, what: 'key' };
    const part = unstorablePart(member, deepest, [...path, key]);
    if (part) return part;
  }
  return undefined;
}

export type UnstorablePart = Readonly<{ path: readonly (string | number)[]; what: 'text' | 'key' | 'depth' }>;

/** A JSON value of another system in which every text and key is storable. */
export function storableJson<T>(value: T): T {
  const text = JSON.stringify(value);
  // Escapes of characters that cannot be stored are rare, and a literal backslash may precede one.
  if (text === undefined || !/\\u(?:0000|d[89a-f])/i.test(text)) return value;
  return JSON.parse(text, (_key, member: unknown) => {
    if (typeof member === 'string') return storable(member);
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([key, one]) => [storable(key), one]));
  }) as T;
}
