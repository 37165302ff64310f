import { Pool } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { PgRateLimiter } from '../../src/adapters/postgres/shared/pg-rate-limiter.ts';
import { RATE_LIMITER_BUDGETS, rateLimiterContract } from '../contracts/rate-limiter.contract.ts';
import { eventually } from '../support/eventually.ts';
import { openTestDatabase } from '../support/test-database.ts';

rateLimiterContract('PostgreSQL', async () => {
  const { pool, close } = await openTestDatabase();
  return {
    limiter: new PgRateLimiter(pool, RATE_LIMITER_BUDGETS),
    elapse: async (milliseconds) => {
      const end = Date.now() + milliseconds;
      await eventually(() => expect(Date.now()).toBeGreaterThanOrEqual(end), { interval: 10 });
    },
    close,
  };
});

describe('PgRateLimiter', async () => {
  const { pool, url, close } = await openTestDatabase();
  const otherPool = new Pool({ connectionString: url });
  afterAll(async () => {
    await otherPool.end();
    await close();
  });

  it('shares a budget between processes', async () => {
    const budgets = { shared: { points: 5, durationSeconds: 60 } };
    const limiters = [new PgRateLimiter(pool, budgets), new PgRateLimiter(otherPool, budgets)];
    const waits = await Promise.all(
      Array.from({ length: 8 }, () => limiters.map((limiter) => limiter.take('shared'))).flat(),
    );
    expect(waits).toHaveLength(16);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    const { rows } = await pool.query<{ points: number }>(
      "SELECT points FROM rate_limit WHERE key = 'shared'",
    );
    expect(rows).toEqual([{ points: 16 }]);
  });

  it.each([
    [0, 1],
    [1, 0],
    [1, -1],
    [Number.NaN, 1],
    [1, Number.NaN],
  ])('refuses a budget of %s points in %s seconds', (points, durationSeconds) => {
    expect(() => new PgRateLimiter(pool, { wrong: { points, durationSeconds } })).toThrow(RangeError);
  });

  it('does not take an outage for a refusal', async () => {
    const lost = new Pool({ connectionString: url });
    const limiter = new PgRateLimiter(lost, { any: { points: 1, durationSeconds: 1 } });
    await lost.end();
    await expect(limiter.take('any')).rejects.toThrow(/pool/);
  });
});
