import { REDACTED, scrubText } from './scrub-text.ts';
import { isPublicCode, isSecretKey } from './secret-keys.ts';

const MAX_DEPTH = 8;
const MAX_ENTRIES = 200;

/**
 * A copy of `value` fit for a log or an event: plain data, bounded in depth and size, whose secret fields are redacted
 * at any depth and whose texts went through {@link scrubText}. It never throws, for any value.
 */
export function scrubValue(value: unknown): unknown {
  try {
    return scrub(value, []);
  } catch {
    // A getter or a proxy of the value failed: the rest of the entry must not be lost.
    return '[unreadable]';
  }
}

function scrub(value: unknown, ancestors: readonly object[]): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (ancestors.includes(value)) return '[circular]';
  if (ancestors.length >= MAX_DEPTH) return '[deep]';
  return scrubObject(value, [...ancestors, value]);
}

function scrubObject(value: object, ancestors: readonly object[]): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL || value instanceof URLSearchParams || value instanceof RegExp) {
    return scrubText(String(value));
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[binary]';
  if (Array.isArray(value)) return scrubList(value, ancestors);
  if (value instanceof Set) return scrubList([...value], ancestors);
  if (value instanceof Map || value instanceof Headers) return scrubEntries([...value], ancestors);
  return scrubEntries(Object.entries(withErrorFields(value)), ancestors);
}

/** An error's members are not enumerable. */
const withErrorFields = (value: object): object =>
  value instanceof Error
    ? { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value;

/** Lists of pairs and raw header lists have a name before its value: the element after a secret name is redacted. */
const scrubList = (list: readonly unknown[], ancestors: readonly object[]): unknown[] =>
  list
    .slice(0, MAX_ENTRIES)
    .map((item, index) => (isSecretName(list[index - 1]) ? REDACTED : scrub(item, ancestors)));

const isSecretName = (item: unknown): boolean =>
  typeof item === 'string' && /^[\w-]{2,64}$/.test(item) && isSecretKey(item);

function scrubEntries(
  entries: readonly (readonly [unknown, unknown])[],
  ancestors: readonly object[],
): object {
  // Without a prototype, a key named __proto__ is a key like any other.
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, item] of entries.slice(0, MAX_ENTRIES)) {
    const name = scrubText(String(key));
    const scrubbed = isHidden(name, item) ? REDACTED : scrub(item, ancestors);
    if (scrubbed !== undefined) result[name] = scrubbed;
  }
  return result;
}

/** Whether there is a secret to hide: `has_token: false` or an absent password reveal nothing. */
const isHidden = (key: string, item: unknown): boolean =>
  isSecretKey(key) &&
  item !== undefined &&
  item !== null &&
  typeof item !== 'boolean' &&
  !(key.toLowerCase() === 'code' && isPublicCode(item));
