type Waiter = { readonly enter: () => void };

/** Lets at most `size` calls run at once; the others wait, first come first served. */
export class CallSlots {
  #free: number;
  readonly #queue = new Set<Waiter>();

  constructor(size: number) {
    this.#free = size;
  }

  /**
   * Runs `call` once a slot is free.
   * @throws the reason of `signal` if it aborts before that; `call` is then never started
   */
  async run<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await call();
    } finally {
      this.#leave();
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#queue.delete(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        enter: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      this.#queue.add(waiter);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  #leave(): void {
    const [next] = this.#queue;
    if (next) {
      this.#queue.delete(next);
      next.enter();
    } else {
      this.#free += 1;
    }
  }
}
