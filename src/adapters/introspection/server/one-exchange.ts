import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { unavailable, unexpectedAnswer } from './introspection-failures.ts';

export type RawAnswer = Readonly<{ status: number; headers: IncomingHttpHeaders; text: string }>;
/** Tells from its head why an answer is not worth reading; undefined when it is. */
export type Refuse = (status: number, headers: IncomingHttpHeaders) => Error | undefined;

type Bounds = Readonly<{ timeoutMs: number; maximumBytes: number; refuse: Refuse }>;

/**
 * Receives one answer from a connection, whole or not at all: within a time from asking to its last byte, and a size.
 * `undici`'s own `request` makes a stream and an abort signal of each, which costs more than all the rest.
 */
class OneExchange implements Dispatcher.DispatchHandler {
  readonly #bounds: Bounds;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #failure: Error | undefined;
  #size = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(bounds: Bounds, resolve: (answer: RawAnswer) => void, reject: (error: Error) => void) {
    this.#bounds = bounds;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#fail(unavailable('no complete answer in time')), bounds.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection until its time was up.
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    // Others announce the answer (RFC 9110 section 15.2).
    const refusal = status < 200 ? undefined : this.#bounds.refuse(status, headers);
    if (refusal) this.#fail(refusal);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#bounds.maximumBytes) this.#fail(unexpectedAnswer('a longer answer than we read'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const [only, ...more] = this.#chunks;
    const body = more.length === 0 ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, text: body?.toString('utf8') ?? '' });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    clearTimeout(this.#timer);
    this.#reject(error);
    this.#controller?.abort(error);
  }
}

/** @throws what `refuse` gives, what `undici` throws, or a DomainError of the `TokenIntrospector` port */
export const oneExchange = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  bounds: Bounds,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new OneExchange(bounds, resolve, reject));
  });
