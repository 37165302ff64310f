import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../../domain/shared/errors.ts';
import { CSRF_COOKIE } from '../browser-cookies.ts';
import { cookieOf } from '../cookies.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];
const TOKEN = /^[A-Za-z0-9]+$/;
const SECRET_LENGTH = 32;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export type CsrfSettings = Readonly<{
  /** Full origins, besides the API's own, that may send unsafe requests; `*.` matches any sub-domain. */
  trustedOrigins: readonly string[];
}>;

const failure = (reason: string) => new DomainError('csrf.failed', `CSRF: ${reason}`, { params: { reason } });

/** A 64-letter token is a mask and a masked secret, as pages of the reference send them; a 32-letter one is the secret. */
function unmask(token: string): string {
  if (token.length === SECRET_LENGTH) return token;
  const index = (position: number) => LETTERS.indexOf(token.charAt(position));
  return Array.from({ length: SECRET_LENGTH }, (_, i) =>
    LETTERS.charAt((index(SECRET_LENGTH + i) - index(i) + LETTERS.length) % LETTERS.length),
  ).join('');
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const matches = (origin: string, trusted: string): boolean => {
  const [scheme, host = ''] = trusted.split('://*.');
  return (
    origin === trusted || (host !== '' && origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`))
  );
};

/** The origin that the browser addressed, as far as the headers show. */
export const requestOrigin = (request: IncomingMessage, isSecure: boolean): string =>
  `${isSecure ? 'https' : 'http'}://${request.headers.host ?? ''}`;

const isTrustedBy =
  (request: IncomingMessage, isSecure: boolean, { trustedOrigins }: CsrfSettings) =>
  (origin: string): boolean =>
    origin === requestOrigin(request, isSecure) || trustedOrigins.some((trusted) => matches(origin, trusted));

/**
 * Refuses a request of which the browser says that a page of nobody we trust sent it. For those without a session: nothing of
 * theirs is at stake, but a stranger's page must not sign them in as somebody else.
 *
 * @throws DomainError `csrf.failed`, with the contract's text as reason
 */
export function checkOrigin(request: IncomingMessage, isSecure: boolean, settings: CsrfSettings): void {
  const { origin } = request.headers;
  if (origin === undefined || isTrustedBy(request, isSecure, settings)(origin)) return;
  throw failure(`Origin checking failed - ${origin} does not match any trusted origins.`);
}

function checkSource(request: IncomingMessage, isSecure: boolean, settings: CsrfSettings): void {
  checkOrigin(request, isSecure, settings);
  const isTrusted = isTrustedBy(request, isSecure, settings);
  const { origin, referer } = request.headers;
  if (origin === undefined && isSecure) {
    if (referer === undefined) throw failure('Referer checking failed - no Referer.');
    if (!URL.canParse(referer)) throw failure('Referer checking failed - Referer is malformed.');
    const from = new URL(referer).origin;
    if (!isTrusted(from))
      throw failure(`Referer checking failed - ${from} does not match any trusted origins.`);
  }
}

/**
 * Refuses an unsafe request with a session unless it comes from a page of ours: the token of the cookie must be repeated
 * in the `X-CSRFToken` header (contract/rest-api.md 1.5 and 1.7), or by a form, which sends no headers.
 *
 * @param formToken what a form sent as `csrfmiddlewaretoken`: it counts before the header, as in the reference
 * @throws DomainError `csrf.failed`, with the contract's text as reason
 */
export function checkCsrf(
  request: IncomingMessage,
  isSecure: boolean,
  settings: CsrfSettings,
  formToken = '',
): void {
  if (SAFE_METHODS.includes(request.method ?? 'GET')) return;
  checkSource(request, isSecure, settings);
  const expected = cookieOf(request, CSRF_COOKIE);
  if (expected === undefined) throw failure('CSRF cookie not set.');
  const given = formToken === '' ? request.headers['x-csrftoken'] : formToken;
  if (typeof given !== 'string' || given === '') throw failure('CSRF token missing.');
  const source = `CSRF token from ${formToken === '' ? "the 'X-Csrftoken' HTTP header" : 'POST'}`;
  if (![SECRET_LENGTH, 2 * SECRET_LENGTH].includes(given.length))
    throw failure(`${source} has incorrect length.`);
  if (!TOKEN.test(given)) throw failure(`${source} has invalid characters.`);
  const isReadable = [SECRET_LENGTH, 2 * SECRET_LENGTH].includes(expected.length) && TOKEN.test(expected);
  if (!isReadable || !isSame(unmask(expected), unmask(given))) throw failure(`${source} incorrect.`);
}
