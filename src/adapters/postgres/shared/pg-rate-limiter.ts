import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateBudget, RateLimiter } from '../../../application/shared/throttling/rate-limiter.ts';

const TABLE = 'rate_limit';

/**
 * Budgets shared by all processes that use the same database, one row each. Durations are rounded up to whole
 * milliseconds. Windows end by the clocks of the processes: these must agree within a small part of a window. An outage
 * of the database is thrown unchanged.
 */
export class PgRateLimiter implements RateLimiter {
  readonly #budgets: ReadonlyMap<string, RateLimiterPostgres>;

  constructor(pool: Pool, budgets: Readonly<Record<string, RateBudget>>) {
    this.#budgets = new Map(
      Object.entries(budgets).map(([name, { points, durationSeconds }]) => {
        if (!(points >= 1 && durationSeconds > 0)) {
          throw new RangeError(`Budget ${name} needs at least 1 point and a duration`);
        }
        return [
          name,
          new RateLimiterPostgres({
            storeClient: pool,
            storeType: 'pool',
            tableName: TABLE,
            tableCreated: true,
            // Each budget has one row: nothing expires, hence no timer that outlives the pool.
            clearExpiredByTimeout: false,
            keyPrefix: '',
            points,
            // The end of a window is stored in whole milliseconds.
            duration: Math.ceil(durationSeconds * 1000) / 1000,
          }),
        ];
      }),
    );
  }

  async take(name: string): Promise<number> {
    const budget = this.#budgets.get(name);
    if (budget === undefined) throw new Error(`No budget is called ${name}`);
    try {
      await budget.consume(name);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const excess = refusal.consumedPoints - budget.points;
      const windowsToSkip = Math.floor((excess - 1) / budget.points);
      return Math.max(1, refusal.msBeforeNext) + windowsToSkip * Math.round(budget.msDuration);
    }
  }
}
