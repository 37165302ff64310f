import { createHash } from 'node:crypto';
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
  /** How long an active token is remembered at most. */
  readonly lifetimeMs: number;
};
type Remembered = Readonly<{ introspection: Extract<Introspection, { active: true }>; until: number }>;

const digest = (token: string): string => createHash('sha256').update(token).digest('base64');

/**
 * Remembers active tokens by their SHA-256, until they expire or `lifetimeMs` has passed, and forgets those of a person
 * when any process says that they ended. While it might not hear of that it remembers nothing. Whatever is not active is
 * asked about each time (docs/adr/0011-introspection.md).
 */
export class RememberingTokenIntrospector implements TokenIntrospector {
  readonly #deps: Deps;
  readonly #remembered = new Map<string, Remembered>();
  readonly #listener: SignalListener;
  /** Changes whenever something is forgotten: an answer asked for before must not be remembered after. */
  #generation = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#listener = deps.signals.listen(ACCESS_TOKENS_ENDED, (sub) => this.#forget(sub));
  }

  async introspect(token: string): Promise<Introspection> {
    const { introspector, clock } = this.#deps;
    if (!this.#listener.isLive()) return introspector.introspect(token);
    const key = digest(token);
    const known = this.#recall(key, clock.now().getTime());
    if (known) return known;
    const generation = this.#generation;
    const introspection = await introspector.introspect(token);
    if (introspection.active && generation === this.#generation && this.#listener.isLive()) {
      this.#remember(key, introspection);
    }
    return introspection;
  }

  /** Stops listening. */
  close(): void {
    this.#listener.close();
    this.#forget(undefined);
  }

  #recall(key: string, now: number): Introspection | undefined {
    const found = this.#remembered.get(key);
    if (!found) return undefined;
    // A map keeps the order of insertion: what was asked about last comes last.
    this.#remembered.delete(key);
    if (found.until <= now) return undefined;
    this.#remembered.set(key, found);
    return found.introspection;
  }

  #remember(key: string, introspection: Remembered['introspection']): void {
    const longest = this.#deps.clock.now().getTime() + this.#deps.lifetimeMs;
    const end = introspection.expiresAt?.getTime() ?? longest;
    this.#remembered.set(key, { introspection, until: Math.min(longest, end) });
    if (this.#remembered.size <= MOST_TOKENS) return;
    for (const oldest of this.#remembered.keys()) {
      this.#remembered.delete(oldest);
      break;
    }
  }

  /** @param sub of whom; everybody when empty or undefined */
  #forget(sub: string | undefined): void {
    this.#generation += 1;
    if (!sub) {
      this.#remembered.clear();
      return;
    }
    for (const [key, { introspection }] of this.#remembered) {
      if (introspection.sub === sub) this.#remembered.delete(key);
    }
  }
}
