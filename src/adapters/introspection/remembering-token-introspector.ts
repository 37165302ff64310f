import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import { ACCESS_TOKENS_ENDED } from '../../application/people/access-tokens-ended.ts';
import type { SignalListener, Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';

/** Most tokens in the cache; the least recently used are dropped first. */
const MOST_TOKENS = 10_000;

type Deps = {
  readonly introspector: TokenIntrospector;
  readonly signals: Signals;
  readonly clock: Clock;
  /** Longest time in the cache; 0 disables it. */
  readonly lifetimeMs: number;
};

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Introspects a token once for all requests that bring it at the same time. Caches active tokens by their SHA-256, until
 * they expire or `lifetimeMs` has passed, and drops those of a person when any process signals that they ended. While it
 * may miss such signals it caches nothing. Inactive tokens are introspected each time (docs/adr/0011-introspection.md).
 */
export class RememberingTokenIntrospector implements TokenIntrospector {
  readonly #deps: Deps;
  readonly #remembered: LRUCache<string, Extract<Introspection, { active: true }>>;
  /** Introspections under way. A dropped token is removed here too: an answer requested before is not cached after. */
  readonly #asking = new Map<string, Promise<Introspection>>();
  readonly #listener: SignalListener | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { clock, lifetimeMs, signals } = deps;
    this.#remembered = new LRUCache({
      max: MOST_TOKENS,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
    });
    if (lifetimeMs > 0) this.#listener = signals.listen(ACCESS_TOKENS_ENDED, (sub) => this.#forget(sub));
  }

  async introspect(token: string): Promise<Introspection> {
    const key = digest(token);
    const isHearing = this.#isHearing();
    const known = isHearing ? this.#remembered.get(key) : undefined;
    if (known) return known;
    const shared = this.#asking.get(key);
    if (shared !== undefined) return shared;
    const asking = this.#deps.introspector.introspect(token);
    this.#asking.set(key, asking);
    try {
      const introspection = await asking;
      const isForgotten = this.#asking.get(key) !== asking;
      if (isHearing && !isForgotten && this.#isHearing()) this.#remember(key, introspection);
      return introspection;
    } finally {
      if (this.#asking.get(key) === asking) this.#asking.delete(key);
    }
  }

  /** Stops listening for signals. */
  close(): void {
    this.#listener?.close();
    this.#forget(undefined);
  }

  #isHearing(): boolean {
    return this.#listener?.isLive() ?? false;
  }

  #remember(key: string, introspection: Introspection): void {
    if (!introspection.active) return;
    const now = this.#deps.clock.now().getTime();
    const lifetime = Math.min(this.#deps.lifetimeMs, (introspection.expiresAt?.getTime() ?? Infinity) - now);
    // The cache still returns a value at the end of its lifetime; a lifetime of 0 would keep it for ever.
    if (lifetime > 1) this.#remembered.set(key, introspection, { ttl: lifetime - 1 });
  }

  /** @param sub whose tokens; everybody's when empty or undefined */
  #forget(sub: string | undefined): void {
    this.#asking.clear();
    if (!sub) {
      this.#remembered.clear();
      return;
    }
    for (const [key, { sub: owner }] of [...this.#remembered.entries()]) {
      if (owner === sub) this.#remembered.delete(key);
    }
  }
}
