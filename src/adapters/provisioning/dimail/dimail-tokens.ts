import type { Clock } from '../../../application/shared/system.ts';
import { tokenExpiry } from './token-expiry.ts';

/** Stop using a token this long before it expires, so that it does not expire on its way. */
const MARGIN_MS = 60_000;
/** How long to keep a token whose expiry cannot be read. */
const UNKNOWN_LIFE_MS = 60_000;

export type HeldToken = Readonly<{
  value: string;
  /** Whether it was kept from an earlier call, and so may have become stale. */
  cached: boolean;
}>;

/** Keeps the bearer token until it is about to expire; callers that need a new one share one request for it. */
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

  /** A token other than the one that was refused: the one somebody else got since, or a new one. */
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
