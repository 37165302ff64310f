import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringifySetCookie } from 'cookie';
import { cookieOf } from '../../http/cookies.ts';
import { TOKEN_FIELD } from './form.ts';
import { readForm } from './read-form.ts';
import { readJson } from './read-json.ts';

type Settings = Readonly<{
  secretKey: string;
  /** Former keys, whose tokens are still good. */
  formerSecretKeys: readonly string[];
  /** Whether cookies are sent over HTTPS only; false in development. */
  secure: boolean;
}>;

const COOKIE = 'regie_form';
const SECRET = /^[\w-]{43}$/;

/** A form of ours; or the status of the answer to what is none, with what was typed, to be shown again. */
export type ReadForm = Readonly<
  { fields: URLSearchParams } | { status: 403 | 413 | 415; typed: URLSearchParams }
>;

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Proof that a posted form is from a page of ours, read in the same browser: a secret in a cookie, and in the form a tag
 * over it that only we can make (signed double submit). A tag is good only for what it is bound to: the session or the
 * interaction, so a cookie that somebody planted opens nothing of another's session.
 */
export class FormTokens {
  readonly #keys: readonly Buffer[];
  readonly #secure: boolean;
  /** Secrets that browsers get with the answers to these requests. */
  readonly #given = new WeakMap<IncomingMessage, string>();

  constructor({ secretKey, formerSecretKeys, secure }: Settings) {
    this.#keys = [secretKey, ...formerSecretKeys].map((key) =>
      Buffer.from(hkdfSync('sha256', key, '', 'regie form tokens', 32)),
    );
    this.#secure = secure;
  }

  /** The token for the forms of a page; the browser is given the cookie if it has none. */
  issue(request: IncomingMessage, response: ServerResponse, boundTo: string): string {
    const secret = this.#secretOf(request) ?? this.#give(request, response);
    return this.#tags(secret, boundTo)[0] ?? '';
  }

  /** A name of the browser that nobody else knows and no page tells: what is stored under it is for that browser alone. */
  browserName(request: IncomingMessage, response: ServerResponse): string {
    return this.issue(request, response, 'the browser itself');
  }

  /**
   * The fields of a posted form, if it comes from a page of ours that this browser was shown.
   *
   * @param boundTo what the token was issued for
   */
  async readForm(request: IncomingMessage, boundTo: string, mostBytes?: number): Promise<ReadForm> {
    const fields = await readForm(request, mostBytes);
    if (typeof fields === 'number') return { status: fields, typed: new URLSearchParams() };
    return this.isGenuine(request, fields.get(TOKEN_FIELD), boundTo)
      ? { fields }
      : { status: 403, typed: fields };
  }

  /** The same for what a script of ours posts: the members of a JSON object, or the status of the answer. */
  async readJson(
    request: IncomingMessage,
    boundTo: string,
  ): Promise<Readonly<{ members: Readonly<Record<string, unknown>> } | { status: number }>> {
    const members = await readJson(request);
    if (typeof members === 'number') return { status: members };
    const token = members[TOKEN_FIELD];
    const isGenuine = typeof token === 'string' && this.isGenuine(request, token, boundTo);
    return isGenuine ? { members } : { status: 403 };
  }

  /** Whether the form that has this token comes from a page of ours. Pages of other sites are refused before. */
  isGenuine(request: IncomingMessage, token: string | null, boundTo: string): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site') return false;
    const secret = this.#secretOf(request);
    if (secret === undefined || token === null) return false;
    return this.#tags(secret, boundTo).some((tag) => isSame(tag, token));
  }

  #secretOf(request: IncomingMessage): string | undefined {
    const secret = cookieOf(request, this.#name);
    return secret !== undefined && SECRET.test(secret) ? secret : this.#given.get(request);
  }

  #give(request: IncomingMessage, response: ServerResponse): string {
    const value = randomBytes(32).toString('base64url');
    this.#given.set(request, value);
    response.appendHeader(
      'Set-Cookie',
      stringifySetCookie({
        name: this.#name,
        value,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.#secure,
      }),
    );
    return value;
  }

  get #name(): string {
    return this.#secure ? `__Host-${COOKIE}` : COOKIE;
  }

  #tags(secret: string, boundTo: string): readonly string[] {
    return this.#keys.map((key) =>
      createHmac('sha256', key).update(`${secret} ${boundTo}`).digest('base64url'),
    );
  }
}
