import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringifySetCookie } from 'cookie';
import { cookieOf } from '../../http/cookies.ts';

const COOKIE = 'regie_enrolment_link';
/** Long enough to sign in, in seconds. */
const MAX_AGE_SECONDS = 15 * 60;
const TOKEN = /^[\w-]{20,100}$/;

/**
 * The link of an administrator that a browser opened, while its reader signs in: no page that they go through on the way has it
 * in its address. By itself it opens nothing.
 */
export class CarriedLink {
  constructor(private readonly settings: Readonly<{ secure: boolean }>) {}

  get(request: IncomingMessage): string | undefined {
    const token = cookieOf(request, this.#name);
    return token !== undefined && TOKEN.test(token) ? token : undefined;
  }

  set(response: ServerResponse, token: string): void {
    if (TOKEN.test(token)) this.#append(response, token, MAX_AGE_SECONDS);
  }

  clear(response: ServerResponse): void {
    this.#append(response, '', 0);
  }

  get #name(): string {
    return this.settings.secure ? `__Host-${COOKIE}` : COOKIE;
  }

  #append(response: ServerResponse, value: string, maxAge: number): void {
    response.appendHeader(
      'Set-Cookie',
      stringifySetCookie({
        name: this.#name,
        value,
        maxAge,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.settings.secure,
      }),
    );
  }
}
