import { STORAGE_UNAVAILABLE_CODES } from '../../application/shared/storage-unavailable.ts';

/** Compared without case and separators, so `client_secret`, `Client-Secret` and `clientSecret` are one. */
const normalise = (key: string) => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Any key that contains one of these holds a secret… */
const CONTAINED =
  /passw|passphrase|secret|token|cookie|authorization|apikey|privatekey|credential|session(id|key|state)|csrf|verifier|assertion|loginlink/;

/** …unless it is only about one. */
const ABOUT_A_SECRET =
  /(endpoint|type|types|typehint|alg|algorithm|length|count|lifetime|ttl|expiresin|expiresat)$/;

const EXACT = new Set([
  'code',
  'usercode',
  'devicecode',
  'otp',
  'pin',
  'pwd',
  'pass',
  'jwt',
  'dsn',
  'auth',
  'bearer',
]);

/** Names too common for fields, but secret in a query string or a form. */
const PARAMETERS = new Set(['state', 'nonce', 'key', 'ticket', 'sig', 'signature', 'hash']);

/** Whether the value of a field, header, cookie or column with this name must never leave the process. */
export function isSecretKey(key: string): boolean {
  const name = normalise(key);
  return EXACT.has(name) || (CONTAINED.test(name) && !ABOUT_A_SECRET.test(name));
}

/** The same for a parameter of a query string or a form, where OAuth and signed links have more of them. */
export const isSecretParameter = (key: string): boolean => PARAMETERS.has(normalise(key)) || isSecretKey(key);

const CODES_WITHOUT_DOT: readonly string[] = STORAGE_UNAVAILABLE_CODES;

/**
 * Whether a value named `code` is a status or one of our public error codes (`team.not_found`) or a system
 * error (`ECONNREFUSED`) rather than an authorization code or a one-time password.
 */
export const isPublicCode = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isInteger(value) && value >= 100 && value <= 599
    : typeof value === 'string' &&
      (CODES_WITHOUT_DOT.includes(value) ||
        /^(?:[a-z]+(?:_[a-z]+)*(?:\.[a-z]+(?:_[a-z]+)*)+|E[A-Z]+(?:_[A-Z]+)*|[1-5]\d\d)$/.test(value));
