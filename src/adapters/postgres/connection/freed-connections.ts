/** Between two attempts at a connection more while the server has none left, in ms. */
const PROBE_MS = 500;

type Waiter = { readonly wake: () => void };

/**
 * The queue for connections while the server refuses us more of them. The first in it goes on when one of ours is given
 * back; besides, twice a second, it goes on in any case and finds out whether the server has room again. All others wait, so
 * that hundreds of requests do not make hundreds of attempts at what was just refused.
 */
export class FreedConnections {
  readonly #waiting = new Set<Waiter>();
  #probe: NodeJS.Timeout | undefined;

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** @returns once it is the caller's turn, or `patienceMs` are over */
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

  /** A connection of ours is free. */
  next(): void {
    const [first] = this.#waiting;
    first?.wake();
  }

  /** The server has room again. */
  all(): void {
    for (const { wake } of [...this.#waiting]) wake();
  }

  #stopProbing(): void {
    clearInterval(this.#probe);
    this.#probe = undefined;
  }
}
