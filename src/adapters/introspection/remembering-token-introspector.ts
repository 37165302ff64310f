import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type {
  Introspection,
  TokenIntrospector,
} from '../../application/access/resource-server/token-introspector.ts';
import { ACCESS_TOKENS_ENDED } from '../../application/people/access-tokens-ended.ts';
import type { SignalListener, Signals } from '../../application/shared/signals.ts';
import type { Clock } from '../../application/shared/system.ts';
import { UnknownTokenLimit } from './unknown-token-limit.ts';

/** Tokens of each kind that are remembered at most; those asked about longest ago are forgotten first. */
const MOST_TOKENS = 10_000;
/** How long a token that is not active is remembered: who brings it again and again costs one question in that time. */
const INACTIVE_LIFETIME_MS = 5_000;

type Deps = {
  readonly introspector: TokenIntrospector;
  readonly signals: Signals;
  readonly clock: Clock;
  /** Longest time in the cache; 0 disables it. */
  readonly lifetimeMs: number;
};
type Active = Extract<Introspection, { active: true }>;
type Inactive = Exclude<Introspection, Active>;

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Asks once about a token that several requests bring at the same time. Remembers active ones by their SHA-256, until
 * they expire or `lifetimeMs` has passed, and forgets those of a person when any process says that they ended. While it
 * might not hear of that it remembers none. What is not active is remembered for five seconds, and an address that brings
 * much of it is refused without a question (docs/adr/0011-introspection.md).
 */
export class RememberingTokenIntrospector implements TokenIntrospector {
  readonly #deps: Deps;
  readonly #limit: UnknownTokenLimit;
  readonly #remembered: LRUCache<string, Active>;
  readonly #inactive: LRUCache<string, Inactive>;
  /** Introspections under way. A dropped token is removed here too: an answer requested before is not cached after. */
  readonly #asking = new Map<string, Promise<Introspection>>();
  readonly #listener: SignalListener | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { clock, lifetimeMs, signals } = deps;
    const settings = { max: MOST_TOKENS, ttlResolution: 0, perf: { now: () => clock.now().getTime() } };
    this.#limit = new UnknownTokenLimit(clock);
    this.#remembered = new LRUCache(settings);
    this.#inactive = new LRUCache({ ...settings, ttl: INACTIVE_LIFETIME_MS - 1 });
    if (lifetimeMs > 0) this.#listener = signals.listen(ACCESS_TOKENS_ENDED, (sub) => this.#forget(sub));
  }

  async introspect(token: string, from: string | null = null): Promise<Introspection> {
    const key = digest(token);
    const isHearing = this.#isHearing();
    const known = (isHearing ? this.#remembered.get(key) : undefined) ?? this.#inactive.get(key);
    if (known) return known;
    const shared = this.#asking.get(key);
    if (shared !== undefined) return shared;
    this.#limit.check(from);
    const asking = this.#deps.introspector.introspect(token, from);
    this.#asking.set(key, asking);
    try {
      const introspection = await asking;
      const isForgotten = this.#asking.get(key) !== asking;
      if (!introspection.active) {
        this.#limit.count(from);
        this.#inactive.set(key, introspection);
      } else if (isHearing && !isForgotten && this.#isHearing()) this.#remember(key, introspection);
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

  #remember(key: string, introspection: Active): void {
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
