import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import { ACCESS_TOKENS_ENDED } from '../../application/people/access-tokens-ended.ts';
import type { SignalListener, Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';

/** Tokens that are remembered at most; those asked about longest ago are forgotten first. */
const MOST_TOKENS = 10_000;

type Deps = {
  readonly introspector: TokenIntrospector;
  readonly signals: Signals;
  readonly clock: Clock;
  /** How long an active token is remembered at most; 0 remembers none. */
  readonly lifetimeMs: number;
};

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Asks once about a token that several requests bring at the same time. Remembers active ones by their SHA-256, until
 * they expire or `lifetimeMs` has passed, and forgets those of a person when any process says that they ended. While it
 * might not hear of that it remembers nothing. Whatever is not active is asked about each time
 * (docs/adr/0011-introspection.md).
 */
export class RememberingTokenIntrospector implements TokenIntrospector {
  readonly #deps: Deps;
  readonly #remembered: LRUCache<string, Extract<Introspection, { active: true }>>;
  /** Questions under way. What is forgotten is forgotten here too: an answer asked for before is not remembered after. */
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

  /** Stops listening. */
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
    // The cache still gives a value when its time is just up; without any time it would keep it for ever.
    if (lifetime > 1) this.#remembered.set(key, introspection, { ttl: lifetime - 1 });
  }

  /** @param sub of whom; everybody when empty or undefined */
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
