import type { Clock } from '../../../application/shared/system.ts';
import { tokenExpiry } from './token-expiry.ts';

/** A token is replaced this long before it expires, so that it does not expire in transit. */
const MARGIN_MS = 60_000;
/** Lifetime of a token whose expiry cannot be read. */
const UNKNOWN_LIFE_MS = 60_000;

export type HeldToken = Readonly<{
  value: string;
  /** Whether it was cached by an earlier call, and so may have become stale. */
  cached: boolean;
}>;

/** Caches the bearer token until it is about to expire; callers that need a new one share one request. */
export class DimailTokens {
  #kept: { readonly value: string; readonly until: number } | undefined;
  #underWay: Promise<string> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: () => Promise<string>,
  ) {}

  async current(): Promise<HeldToken> {
    if (this.#kept && this.clock.now().getTime() < this.#kept.until) {
      return { value: this.#kept.value, cached: true };
    }
    return { value: await this.#renew(), cached: false };
  }

  /** Another token than the refused one: the one that another call has got since, or a new one. */
  async instead(refused: string): Promise<string> {
    if (this.#kept?.value === refused) {
      this.#kept = undefined;
    }
    return (await this.current()).value;
  }

  #renew(): Promise<string> {
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #fetch(): Promise<string> {
    const value = await this.fetchToken();
    const expiry = tokenExpiry(value)?.getTime();
    const until = expiry === undefined ? this.clock.now().getTime() + UNKNOWN_LIFE_MS : expiry - MARGIN_MS;
    this.#kept = { value, until };
    return value;
  }
}
