import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher, errors } from 'undici';
import type { Logger } from '../../../application/shared/logger.ts';
import type { Clock } from '../../../application/shared/system.ts';
import { DomainError, isOutage } from '../../../domain/shared/errors.ts';
import { rateLimited, unavailable, unexpectedAnswer } from '../../oauth/server-failures.ts';
import { oneExchange } from './one-exchange.ts';
import { OutageBreaker } from './outage-breaker.ts';

const MAXIMUM_BYTES = 65_536;
const MAXIMUM_HEADER_BYTES = 16_384;
const MAXIMUM_CONNECTIONS = 64;
const KEPT_OPEN_MS = 30_000;
const TOO_MANY_REQUESTS = 429;

export type ServerAnswer = Readonly<{
  status: number;
  /** The media type in lower case, without parameters; empty when the answer has none. */
  mediaType: string;
  cacheControl: string;
  text: string;
}>;

type Outgoing = Readonly<{
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}>;

/** Limits of every dispatcher to the authorization server. */
export const connectionLimits = (timeoutMs: number) => ({
  connections: MAXIMUM_CONNECTIONS,
  connectTimeout: timeoutMs,
  keepAliveTimeout: KEPT_OPEN_MS,
  maxHeaderSize: MAXIMUM_HEADER_BYTES,
});

type Options = Readonly<{
  timeoutMs: number;
  allowInsecureHttp: boolean;
  logger: Pick<Logger, 'warn'>;
  dispatcher?: Dispatcher | undefined;
}>;

/**
 * Connections to the authorization server, kept open and shared. Each exchange is one complete answer of at most 64 KiB
 * within `timeoutMs` in all. Redirects are not followed: our credentials are in the body. After several outages in a
 * row, further requests fail at once for a while.
 */
export class AuthorizationServerConnection {
  readonly #options: Options;
  readonly #dispatcher: Dispatcher;
  readonly #owned: Agent | undefined;
  readonly #addresses = new Map<string, URL>();
  readonly #breaker: OutageBreaker;

  constructor(options: Options, clock: Clock) {
    this.#options = options;
    this.#breaker = new OutageBreaker(clock);
    this.#owned = options.dispatcher ? undefined : new Agent(connectionLimits(options.timeoutMs));
    this.#dispatcher = options.dispatcher ?? (this.#owned as Agent);
  }

  /**
   * Each outage is a line in the log, with its cause; calls that fail without an exchange are not.
   *
   * @throws DomainError `identity_provider.unavailable` on a failed connection, a timeout, 429 or 5xx
   * @throws DomainError `identity_provider.unexpected` on a redirect, a compressed or a longer answer, or an `http:`
   * address where those are not allowed
   */
  exchange(url: string, outgoing: Outgoing): Promise<ServerAnswer> {
    if (!this.#options.allowInsecureHttp && !url.startsWith('https:')) {
      return Promise.reject(unexpectedAnswer('the address is not https'));
    }
    return this.#breaker.guard(() => this.#send(url, outgoing));
  }

  async close(): Promise<void> {
    await this.#owned?.close();
  }

  /** The cache of addresses stays small: they are our few endpoints. */
  #addressOf(url: string): URL {
    const known = this.#addresses.get(url);
    if (known) return known;
    const parsed = new URL(url);
    this.#addresses.set(url, parsed);
    return parsed;
  }

  async #send(url: string, { method, headers, body }: Outgoing): Promise<ServerAnswer> {
    try {
      const { origin, pathname, search } = this.#addressOf(url);
      const {
        status,
        headers: received,
        text,
      } = await oneExchange(
        this.#dispatcher,
        { origin, path: `${pathname}${search}`, method, headers: { ...headers }, body: body ?? null },
        { timeoutMs: this.#options.timeoutMs, maximumBytes: MAXIMUM_BYTES, refuse },
      );
      const mediaType = (first(received['content-type']).split(';')[0] ?? '').trim().toLowerCase();
      return { status, mediaType, cacheControl: first(received['cache-control']), text };
    } catch (error) {
      const failure = toFailure(error);
      if (isOutage(failure)) {
        const { host } = this.#addressOf(url);
        this.#options.logger.warn('the authorization server gives no usable answer', { host }, failure);
      }
      throw failure;
    }
  }
}

const first = (header: string | string[] | undefined): string =>
  (Array.isArray(header) ? header[0] : header) ?? '';

/** Why an answer is refused before its body is read. */
function refuse(status: number, headers: IncomingHttpHeaders): DomainError | undefined {
  if (status >= 500 || status === TOO_MANY_REQUESTS) {
    const delay = Number(first(headers['retry-after']));
    const isUsable = Number.isInteger(delay) && delay > 0 && delay <= 3600;
    const failure = status === TOO_MANY_REQUESTS ? rateLimited : unavailable;
    return failure(`status ${status}`, isUsable ? delay : undefined);
  }
  if (status >= 300 && status < 400) return unexpectedAnswer(`redirect (${status})`);
  const encoding = first(headers['content-encoding']).toLowerCase();
  return encoding === '' || encoding === 'identity' ? undefined : unexpectedAnswer('a compressed answer');
}

/** The failure that an error of the exchange stands for, without its content. */
function toFailure(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof errors.HeadersOverflowError) return unexpectedAnswer('larger headers than we read');
  const code = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
  return unavailable(`request failed: ${code}`);
}
