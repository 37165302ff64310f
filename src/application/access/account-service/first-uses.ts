/** Uses remembered at most; beyond it all are forgotten, and looked up again. */
const MOST_REMEMBERED = 10_000;
const DAY_MS = 86_400_000;

/** What this process has told of today, so that later uses of the day (UTC) cost no round trip. */
export class FirstUses {
  readonly #told = new Set<string>();
  #day = Number.NaN;

  /** Calls `tell` with the start of the day, unless it has for `use` since then. One that fails is repeated. */
  async tellOnce(use: string, now: Date, tell: (since: Date) => Promise<void>): Promise<void> {
    const day = Math.floor(now.getTime() / DAY_MS);
    if (day !== this.#day || this.#told.size >= MOST_REMEMBERED) {
      this.#told.clear();
      this.#day = day;
    }
    if (this.#told.has(use)) return;
    await tell(new Date(day * DAY_MS));
    this.#told.add(use);
  }
}
