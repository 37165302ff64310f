import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { timedOut, unexpectedAnswer } from '../../oauth/server-failures.ts';

export type RawAnswer = Readonly<{ status: number; headers: IncomingHttpHeaders; text: string }>;
/** Decides from the head of an answer whether its body is refused; returns undefined to read it. */
export type Refuse = (status: number, headers: IncomingHttpHeaders) => Error | undefined;

type Bounds = Readonly<{ timeoutMs: number; maximumBytes: number; refuse: Refuse }>;

/**
 * Receives one complete answer from a connection, within a time from the request to the last byte, and within a size.
 * `undici`'s own `request` creates a stream and an abort signal each time, which costs more than all the rest.
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
    this.#timer = setTimeout(() => this.#fail(timedOut('no complete answer in time')), bounds.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The request waited for a connection until its time was up.
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    // Informational answers (1xx) precede the final one (RFC 9110 section 15.2).
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

/** @throws the error of `refuse`, an error of `undici`, or a DomainError of the `TokenIntrospector` port */
export const oneExchange = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  bounds: Bounds,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new OneExchange(bounds, resolve, reject));
  });
