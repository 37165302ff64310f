import { Pool } from 'undici';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import type { SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';
import { CallSlots } from './call-slots.ts';
import { type DimailAnswer, transportFailure } from './dimail-failure.ts';
import { inSharedSlot } from './in-shared-slot.ts';

export type DimailRequest = Readonly<{
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute path, its segments percent-encoded. */
  path: string;
  authorization: string;
  json?: Readonly<Record<string, unknown>>;
  /** Whether a repetition is harmless, so that a redirect may be followed. */
  repeatable: boolean;
}>;

type Options = {
  baseUrl: string;
  timeoutMs: number;
  maxConcurrentCalls: number;
  sharedSlots?: SharedSlots | undefined;
};

type Pieces = { readonly answer: DimailAnswer; readonly pieces: readonly Uint8Array[] };

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Largest list: some 150,000 mailboxes. */
const MAX_LIST_BYTES = 64 * 1024 * 1024;
/** Lists are read one at a time, to leave connections for other calls. */
const LIST_CONNECTIONS = 1;

/** dimail closes idle connections after 5 seconds: ours are closed before. */
const IDLE_MS = 4000;

const singleValues = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );

/** One HTTP exchange at a time per slot, over persistent connections, with a deadline. It never retries. */
export class DimailConnection {
  readonly #origin: string;
  readonly #basePath: string;
  readonly #timeoutMs: number;
  readonly #connections: number;
  readonly #slots: CallSlots;
  readonly #listSlots = new CallSlots(LIST_CONNECTIONS);
  readonly #sharedSlots: SharedSlots | undefined;
  readonly #retired = new Set<Promise<void>>();
  readonly #lists: Pool;
  #pool: Pool;
  #closed = false;

  constructor({ baseUrl, timeoutMs, maxConcurrentCalls, sharedSlots }: Options) {
    const url = new URL(baseUrl);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/$/, '');
    this.#timeoutMs = timeoutMs;
    this.#connections = maxConcurrentCalls;
    this.#slots = new CallSlots(maxConcurrentCalls);
    this.#sharedSlots = sharedSlots;
    this.#pool = this.#openPool();
    this.#lists = this.#openPool(LIST_CONNECTIONS, MAX_LIST_BYTES);
  }

  /**
   * Sends a request and reads its answer of any status, following one redirect within the origin when the request may be
   * repeated.
   * @throws DomainError `mail_provisioner.unavailable` when there is no answer in time
   * @throws DomainError `mail_provisioner.unexpected` when the answer is not readable HTTP
   */
  async send(request: DimailRequest): Promise<DimailAnswer> {
    const answer = await this.#exchange(request, `${this.#basePath}${request.path}`);
    const elsewhere = request.repeatable ? this.#redirectTarget(request, answer) : undefined;
    return elsewhere === undefined ? answer : this.#exchange(request, elsewhere);
  }

  /**
   * As `send`, for an answer that may be long: a successful one is returned as pieces of bytes, with an empty text. All
   * pieces are received before the first is returned, since dimail closes the connection soon after its last byte.
   */
  async sendForPieces(request: DimailRequest): Promise<Pieces> {
    try {
      return await this.#listSlots.run(new AbortController().signal, () =>
        inSharedSlot(this.#sharedSlots, AbortSignal.timeout(this.#timeoutMs), () => this.#takeIn(request)),
      );
    } catch (thrown) {
      // The storage that counts the shared slots failed; nothing was sent.
      if (thrown instanceof StorageUnavailable) throw thrown;
      throw transportFailure(`${request.method} ${request.path}`, thrown);
    }
  }

  /** Waits for the calls under way, then closes every connection. */
  async close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#retire(this.#pool);
      this.#retire(this.#lists);
    }
    await Promise.all(this.#retired);
  }

  async #takeIn({ method, path, authorization }: DimailRequest): Promise<Pieces> {
    const { statusCode, headers, body } = await this.#lists.request({
      method,
      path: `${this.#basePath}${path}`,
      headers: { authorization, accept: 'application/json' },
    });
    const answer = { status: statusCode, headers: singleValues(headers), text: '' };
    if (statusCode !== 200) return { answer: { ...answer, text: await body.text() }, pieces: [] };
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(piece);
    return { answer, pieces };
  }

  /** The path of a redirect to the same scheme, host and port; undefined for other answers. */
  #redirectTarget({ path }: DimailRequest, { status, headers }: DimailAnswer): string | undefined {
    const location = headers['location'];
    if ((status !== 307 && status !== 308) || location === undefined) {
      return undefined;
    }
    const here = `${this.#origin}${this.#basePath}${path}`;
    const target = URL.canParse(location, here) ? new URL(location, here) : undefined;
    return target?.origin === this.#origin ? `${target.pathname}${target.search}` : undefined;
  }

  async #exchange({ method, authorization, json }: DimailRequest, path: string): Promise<DimailAnswer> {
    try {
      const turn = AbortSignal.timeout(this.#timeoutMs);
      const exchange = async (): Promise<DimailAnswer> => {
        const pool = this.#pool;
        const response = await pool.request({
          method,
          path,
          headers: {
            authorization,
            accept: 'application/json',
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          },
          body: json === undefined ? null : JSON.stringify(json),
          signal: AbortSignal.timeout(this.#timeoutMs),
        });
        if (response.statusCode >= 500) {
          this.#replace(pool);
        }
        const text = await response.body.text();
        return { status: response.statusCode, headers: singleValues(response.headers), text };
      };
      return await this.#slots.run(turn, () => inSharedSlot(this.#sharedSlots, turn, exchange));
    } catch (thrown) {
      // The storage that counts the shared slots failed; nothing was sent.
      if (thrown instanceof StorageUnavailable) throw thrown;
      throw transportFailure(`${method} ${path}`, thrown);
    }
  }

  /**
   * After an uncaught failure dimail may close the connection without notice, and the next request on it is lost
   * (contract/dimail.md section 2): continue with new connections.
   */
  #replace(pool: Pool): void {
    if (pool === this.#pool && !this.#closed) {
      this.#pool = this.#openPool();
      this.#retire(pool);
    }
  }

  #retire(pool: Pool): void {
    const closed = pool.close().finally(() => this.#retired.delete(closed));
    this.#retired.add(closed);
  }

  #openPool(connections = this.#connections, maxResponseSize = MAX_ANSWER_BYTES): Pool {
    return new Pool(this.#origin, {
      connections,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
      connect: { timeout: this.#timeoutMs },
      maxResponseSize,
    });
  }
}
