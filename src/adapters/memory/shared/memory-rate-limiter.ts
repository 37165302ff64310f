import type { Clock } from '../../../application/shared/system.ts';
import type { RateBudget, RateLimiter } from '../../../application/shared/throttling/rate-limiter.ts';

type Window = { readonly endsAt: number; taken: number };

/** Budgets of one process, with the same windows and answers as the shared ones: whole milliseconds, rounded up. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #windows = new Map<string, Window>();
  readonly #budgets: ReadonlyMap<string, RateBudget>;
  readonly #clock: Clock;

  constructor(budgets: Readonly<Record<string, RateBudget>>, clock: Clock) {
    this.#budgets = new Map(Object.entries(budgets));
    this.#clock = clock;
  }

  async take(name: string): Promise<number> {
    const budget = this.#budgets.get(name);
    if (budget === undefined) throw new Error(`No budget is called ${name}`);
    const now = this.#clock.now().getTime();
    const lengthMs = Math.ceil(budget.durationSeconds * 1000);
    const open = this.#windows.get(name);
    const window = open !== undefined && open.endsAt > now ? open : { endsAt: now + lengthMs, taken: 0 };
    this.#windows.set(name, window);
    window.taken += 1;
    const excess = window.taken - budget.points;
    if (excess <= 0) return 0;
    return window.endsAt - now + Math.floor((excess - 1) / budget.points) * lengthMs;
  }
}
