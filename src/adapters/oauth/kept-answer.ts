import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';

/** Pause after a vain attempt to bring an answer up to date, so that not everybody waits for a server that is down. */
const RETRY_PAUSE_MS = 30_000;

export type Answer<T> = Readonly<{
  value: T;
  /** For how long it counts without being asked for again. */
  lifetimeMs: number;
}>;

type Kept<T> = Readonly<{ value: T; freshUntil: number }>;

type Deps<T> = {
  /** @throws DomainError when there is no usable answer */
  readonly ask: () => Promise<Answer<T>>;
  readonly clock: Clock;
  /** Called when a cached answer stays in use because no new one can be read. */
  readonly onStale?: (failure: DomainError) => void;
};

/**
 * What another server says of itself: asked for when first needed, again when its time is up, and kept while nothing newer
 * can be had. A first failure is not remembered. Simultaneous questions are asked once.
 */
export class KeptAnswer<T> {
  readonly #deps: Deps<T>;
  #kept: Kept<T> | undefined;
  #asking: Promise<T> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #retryAt = Number.NEGATIVE_INFINITY;

  constructor(deps: Deps<T>) {
    this.#deps = deps;
  }

  /** What is known without asking. */
  get known(): T | undefined {
    return this.#kept?.value;
  }

  /** How long ago the server was asked last; infinite when it never was. */
  get ageMs(): number {
    return this.#now() - this.#askedAt;
  }

  /** @throws DomainError of `ask` when nothing is known and nothing can be had */
  async get(): Promise<T> {
    const kept = this.#kept;
    if (!kept) return this.renew();
    const now = this.#now();
    if (now < kept.freshUntil || now < this.#retryAt) return kept.value;
    try {
      return await this.renew();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#retryAt = this.#now() + RETRY_PAUSE_MS;
      this.#deps.onStale?.(error);
      return kept.value;
    }
  }

  /** Asks now, whatever is known. @throws DomainError of `ask`; what was known stays */
  renew(): Promise<T> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<T> {
    const now = this.#now();
    this.#askedAt = now;
    const { value, lifetimeMs } = await this.#deps.ask();
    this.#kept = { value, freshUntil: now + lifetimeMs };
    return value;
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }
}
