import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ThrottleRates } from '../../src/application/shared/throttling/request-throttle.ts';
import { makeUser } from '../builders/make-user.ts';
import { CREATED_AT } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const secondsLater = (seconds: number): Date => new Date(CREATED_AT.getTime() + seconds * 1000);

export const requestThrottleContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`request throttle contract: ${name}`, async () => {
    const { unitOfWork, throttle, reset, close } = await open();
    const ana = makeUser();
    const bob = makeUser();
    const rates = (burst: number, sustained: number): ThrottleRates => ({
      burst: { requests: burst, seconds: 60 },
      sustained: { requests: sustained, seconds: 3600 },
    });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users }) => {
        await users.insertOrFind(ana);
        await users.insertOrFind(bob);
      });
    });
    afterAll(close);

    it('lets as many through as the rate says, each person apart, until the oldest leaves the window', async () => {
      const counter = throttle(rates(3, 100));
      const take = (seconds: number, { id } = ana) => counter.take(id, secondsLater(seconds));
      expect([await take(0), await take(10), await take(20)]).toEqual([0, 0, 0]);
      expect(await take(20)).toBe(40);
      expect(await take(59.2)).toBe(1);
      expect(await take(59.2, bob)).toBe(0);
      expect(await take(60)).toBe(0);
      expect(await take(60)).toBe(10);
      expect(await take(70)).toBe(0);
    });

    it('rounds the wait up', async () => {
      const counter = throttle(rates(1, 100));
      await counter.take(ana.id, secondsLater(0));
      expect(await counter.take(ana.id, secondsLater(0.001))).toBe(60);
      expect(await counter.take(ana.id, secondsLater(1.5))).toBe(59);
    });

    it('counts in one scope what the other one refuses', async () => {
      const counter = throttle(rates(2, 4));
      const take = (seconds: number) => counter.take(ana.id, secondsLater(seconds));
      expect([await take(0), await take(0), await take(0), await take(0)]).toEqual([0, 0, 60, 60]);
      expect(await take(30)).toBe(3570);
      // Refused by the sustained rate alone, which the burst counts.
      expect([await take(100), await take(100), await take(100)]).toEqual([3500, 3500, 3500]);
      expect(await take(3600)).toBe(0);
    });

    it('counts people apart when they ask at once', async () => {
      const counter = throttle(rates(2, 100));
      const asked = [ana, bob, ana, bob, ana, ana].map(({ id }) => counter.take(id, CREATED_AT));
      expect((await Promise.all(asked)).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 60, 60]);
    });

    it('counts high rates too, to a small part of their stretch', async () => {
      const counter = throttle(rates(1000, 100_000));
      const ask = (requests: number, seconds: number) =>
        Promise.all(Array.from({ length: requests }, () => counter.take(ana.id, secondsLater(seconds))));
      expect(Math.max(...(await ask(600, 0)))).toBe(0);
      const waits = await ask(500, 30);
      expect(waits.filter((wait) => wait === 0)).toHaveLength(400);
      expect(Math.max(...waits)).toBeGreaterThanOrEqual(29);
      expect(Math.max(...waits)).toBeLessThanOrEqual(30);
      const later = await ask(700, 61);
      expect(later.filter((wait) => wait === 0)).toHaveLength(600);
    });

    it('lets no more through when many ask at once', async () => {
      const counter = throttle(rates(5, 100));
      const waits = await Promise.all(Array.from({ length: 12 }, () => counter.take(ana.id, CREATED_AT)));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
      expect(waits.filter((wait) => wait === 60)).toHaveLength(7);
    });
  });
