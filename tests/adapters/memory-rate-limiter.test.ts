import { MemoryRateLimiter } from '../../src/adapters/memory/shared/memory-rate-limiter.ts';
import { RATE_LIMITER_BUDGETS, rateLimiterContract } from '../contracts/rate-limiter.contract.ts';

rateLimiterContract('memory', async () => {
  let now = Date.UTC(2026, 10, 23);
  return {
    limiter: new MemoryRateLimiter(RATE_LIMITER_BUDGETS, { now: () => new Date(now) }),
    elapse: async (milliseconds) => {
      now += milliseconds;
    },
    close: async () => undefined,
  };
});
