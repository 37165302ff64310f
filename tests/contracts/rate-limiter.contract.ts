import { afterAll, describe, expect, it } from 'vitest';
import type { RateBudget, RateLimiter } from '../../src/application/shared/throttling/rate-limiter.ts';

type RateLimiterHarness = {
  /** Has the budgets of `RATE_LIMITER_BUDGETS`. */
  limiter: RateLimiter;
  /** Resolves once that many milliseconds have gone by. */
  elapse(milliseconds: number): Promise<void>;
  close(): Promise<void>;
};

/** No two tests share a budget, so none finds another's window open. A minute is longer than any test. */
export const RATE_LIMITER_BUDGETS = {
  long: { points: 3, durationSeconds: 60 },
  emptied: { points: 1, durationSeconds: 60 },
  untouched: { points: 1, durationSeconds: 60 },
  spread: { points: 2, durationSeconds: 60 },
  crowd: { points: 5, durationSeconds: 60 },
  short: { points: 2, durationSeconds: 0.5 },
  fraction: { points: 1, durationSeconds: 1 / 3 },
} as const satisfies Record<string, RateBudget>;

export const rateLimiterContract = (name: string, open: () => Promise<RateLimiterHarness>) =>
  describe(`rate limiter contract: ${name}`, async () => {
    const { limiter, elapse, close } = await open();
    afterAll(close);

    const takeMany = async (budget: string, times: number): Promise<number[]> => {
      const waits: number[] = [];
      for (let count = 0; count < times; count += 1) waits.push(await limiter.take(budget));
      return waits;
    };

    it('grants what the budget holds, then says how long the window lasts', async () => {
      const [first, second, third, refused = 0] = await takeMany('long', 4);
      expect([first, second, third]).toEqual([0, 0, 0]);
      expect(refused).toBeGreaterThan(30_000);
      expect(refused).toBeLessThanOrEqual(60_000);
    });

    it('keeps budgets apart', async () => {
      expect((await takeMany('emptied', 2))[1]).toBeGreaterThan(0);
      expect(await limiter.take('untouched')).toBe(0);
    });

    it('spreads those it refuses over the windows to come', async () => {
      const windows = (await takeMany('spread', 8)).map((wait) => Math.ceil(wait / 60_000));
      expect(windows).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    });

    it('grants no more than the budget to callers at once', async () => {
      const waits = await Promise.all(Array.from({ length: 20 }, () => limiter.take('crowd')));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    });

    it('grants again after the delay it named', async () => {
      const [, , wait = 0] = await takeMany('short', 3);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(500);
      await elapse(wait);
      expect(await takeMany('short', 2)).toEqual([0, 0]);
      expect(await limiter.take('short')).toBeGreaterThan(0);
    });

    it('counts in whole milliseconds', async () => {
      const [first, wait = 0] = await takeMany('fraction', 2);
      expect(first).toBe(0);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(334);
      expect(Number.isInteger(wait)).toBe(true);
    });

    it('refuses an undefined budget', async () => {
      await expect(limiter.take('unheard_of')).rejects.toThrow('unheard_of');
      await expect(limiter.take('toString')).rejects.toThrow('toString');
    });
  });
