/** Time between two attempts at a further connection while the server accepts none, in ms. */
const PROBE_MS = 500;

type Waiter = { readonly wake: () => void };

/**
 * The queue for connections while the server accepts no more of them. Its first caller continues when a connection is
 * given back, and twice a second in any case, to find out whether the server accepts one again. All others wait, so that
 * hundreds of requests do not make hundreds of attempts.
 */
export class FreedConnections {
  readonly #waiting = new Set<Waiter>();
  #probe: NodeJS.Timeout | undefined;

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** @returns when it is the caller's turn, or `patienceMs` have passed */
  wait(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        if (this.isEmpty) this.#stopProbing();
        resolve();
      };
      const waiter = { wake };
      const timer = setTimeout(wake, patienceMs);
      this.#waiting.add(waiter);
      this.#probe ??= setInterval(() => this.next(), PROBE_MS);
    });
  }

  /** A connection of the pool is free. */
  next(): void {
    const [first] = this.#waiting;
    first?.wake();
  }

  /** The server accepts connections again. */
  all(): void {
    for (const { wake } of [...this.#waiting]) wake();
  }

  #stopProbing(): void {
    clearInterval(this.#probe);
    this.#probe = undefined;
  }
}
