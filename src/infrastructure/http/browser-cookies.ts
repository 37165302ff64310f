import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringifySetCookie } from 'cookie';
import { cookieOf } from './cookies.ts';

export type CookieSettings = Readonly<{
  sessionName: string;
  /** Name under which browsers may still hold sessions of an earlier release. */
  formerSessionName?: string | undefined;
  /** Whether cookies are sent over HTTPS only; false in development. */
  secure: boolean;
}>;

/** Cookie of an earlier sign-in with a mailbox; where cookies are secure no other host can set it. */
const KNOWN_BROWSER_COOKIE = 'known_browser';
const KNOWN_BROWSER_MAX_AGE_SECONDS = 180 * 24 * 3600;

/** Cookie with the CSRF token, which pages read and send back in a header. */
export const CSRF_COOKIE = 'csrftoken';
const CSRF_MAX_AGE_SECONDS = 31_449_600;
const CSRF_TOKEN_LENGTH = 32;
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const newCsrfToken = (): string =>
  Array.from({ length: CSRF_TOKEN_LENGTH }, () => ALPHANUMERIC.charAt(randomInt(ALPHANUMERIC.length))).join(
    '',
  );

/** Our cookies in a browser (contract/rest-api.md 1.7). */
export class BrowserCookies {
  constructor(private readonly settings: CookieSettings) {}

  /** The key of the browser's session, and whether its cookie has the name of before. */
  sessionKey(request: IncomingMessage): Readonly<{ key: string; isFormerName: boolean }> | undefined {
    const { sessionName, formerSessionName } = this.settings;
    const key = cookieOf(request, sessionName);
    if (key !== undefined) return { key, isFormerName: false };
    const former = formerSessionName === undefined ? undefined : cookieOf(request, formerSessionName);
    return former === undefined ? undefined : { key: former, isFormerName: true };
  }

  /** Gives the browser a session key until `expiresAt`. */
  setSession(
    response: ServerResponse,
    { key, expiresAt }: { key: string; expiresAt: Date },
    now: Date,
  ): void {
    const maxAge = Math.max(0, Math.round((expiresAt.getTime() - now.getTime()) / 1000));
    this.#append(response, this.settings.sessionName, key, { httpOnly: true, maxAge, expires: expiresAt });
  }

  /** Takes the session key back, under whichever name it was given. */
  clearSession(response: ServerResponse): void {
    const { sessionName, formerSessionName } = this.settings;
    for (const name of [sessionName, formerSessionName].filter((known) => known !== undefined)) {
      this.#append(response, name, '', { httpOnly: true, maxAge: 0, expires: new Date(0) });
    }
  }

  /** Whether no other host can set the cookie of a session (RFC 6265bis, section 4.1.3.2). */
  get isHostBound(): boolean {
    return this.settings.sessionName.startsWith('__Host-');
  }

  /** What the browser keeps of earlier sign-ins with mailboxes. */
  knownBrowser(request: IncomingMessage): string | undefined {
    return cookieOf(request, this.#knownBrowserName);
  }

  setKnownBrowser(response: ServerResponse, value: string): void {
    this.#append(response, this.#knownBrowserName, value, {
      httpOnly: true,
      maxAge: KNOWN_BROWSER_MAX_AGE_SECONDS,
    });
  }

  get #knownBrowserName(): string {
    return this.settings.secure ? `__Host-${KNOWN_BROWSER_COOKIE}` : KNOWN_BROWSER_COOKIE;
  }

  /** Sets a new CSRF token: after a sign-in, earlier tokens are useless to people who saw them. */
  setCsrfToken(response: ServerResponse): void {
    this.#append(response, CSRF_COOKIE, newCsrfToken(), { httpOnly: false, maxAge: CSRF_MAX_AGE_SECONDS });
  }

  #append(
    response: ServerResponse,
    name: string,
    value: string,
    options: { httpOnly: boolean; maxAge: number; expires?: Date },
  ): void {
    const { secure } = this.settings;
    response.appendHeader(
      'Set-Cookie',
      stringifySetCookie({ name, value, path: '/', sameSite: 'lax', secure, ...options }),
    );
  }
}
