import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringifySetCookie } from 'cookie';
import { cookieOf } from '../../http/cookies.ts';

const NAME = 'regie_known_browser';
const MAX_AGE_SECONDS = 180 * 24 * 3600;

/** What a browser keeps of earlier sign-ins with a mailbox, signed by whoever reads it. It signs nobody in. */
export class KnownBrowserCookie {
  /** @param secure whether cookies are sent over HTTPS only; false in development */
  constructor(private readonly secure: boolean) {}

  read(request: IncomingMessage): string | undefined {
    return cookieOf(request, this.#name);
  }

  set(response: ServerResponse, value: string): void {
    response.appendHeader(
      'Set-Cookie',
      stringifySetCookie({
        name: this.#name,
        value,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.secure,
        maxAge: MAX_AGE_SECONDS,
      }),
    );
  }

  get #name(): string {
    return this.secure ? `__Host-${NAME}` : NAME;
  }
}
