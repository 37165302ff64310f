const WINDOW_MS = 1000;

/** Lets `perSecond` requests of one caller through in any second. */
export class Quota {
  readonly #granted = new Map<string, number[]>();
  readonly #perSecond: number;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** @returns 0 when the request may pass, else the seconds to wait, for `Retry-After` */
  take(caller: string, nowMs: number): number {
    const recent = (this.#granted.get(caller) ?? []).filter((at) => at > nowMs - WINDOW_MS);
    this.#granted.set(caller, recent);
    const [oldest = nowMs] = recent;
    if (recent.length >= this.#perSecond) return Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000));
    recent.push(nowMs);
    return 0;
  }
}
