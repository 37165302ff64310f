import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CREATED_AT } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const secondsLater = (seconds: number): Date => new Date(CREATED_AT.getTime() + seconds * 1000);
const ONE_IN_A_MINUTE = {
  burst: { requests: 1, seconds: 60 },
  sustained: { requests: 2, seconds: 3600 },
};

export const actionCountersContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`action counters contract: ${name}`, async () => {
    const { counters, reset, close } = await open();
    const rates = {
      write: ONE_IN_A_MINUTE,
      mail_by: ONE_IN_A_MINUTE,
      mail_to: ONE_IN_A_MINUTE,
      invitation_refresh: ONE_IN_A_MINUTE,
      mailbox_guess: ONE_IN_A_MINUTE,
      password_link_for: ONE_IN_A_MINUTE,
      password_link_from: ONE_IN_A_MINUTE,
      password_choice: ONE_IN_A_MINUTE,
      enrolment_code_sent: ONE_IN_A_MINUTE,
      enrolment_code_try: ONE_IN_A_MINUTE,
      enrolment_code_daily: ONE_IN_A_MINUTE,
      second_factor: ONE_IN_A_MINUTE,
      second_factor_guess: ONE_IN_A_MINUTE,
      second_factor_warning: ONE_IN_A_MINUTE,
      passkey_failure: ONE_IN_A_MINUTE,
    };

    beforeEach(reset);
    afterAll(close);

    it('counts each action and each key apart, whatever the key is', async () => {
      const { take } = bound(counters(rates));
      const keys = ['9b2f', 'élu@commune.example', "'; DROP TABLE --", 'x'.repeat(5_000)];
      for (const action of ['write', 'mail_to'] as const) {
        for (const key of keys) expect(await take(action, key, secondsLater(0))).toBe(0);
        for (const key of keys) expect(await take(action, key, secondsLater(20))).toBe(40);
      }
      expect(await take('mail_by', '9b2f', secondsLater(20))).toBe(0);
    });

    it('holds to the rate of a longer time as well', async () => {
      const { take } = bound(counters(rates));
      expect(await take('write', 'a', secondsLater(0))).toBe(0);
      expect(await take('write', 'a', secondsLater(60))).toBe(0);
      expect(await take('write', 'a', secondsLater(120))).toBe(3480);
      expect(await take('write', 'a', secondsLater(3600))).toBe(0);
    });

    it('lets one of many at once through', async () => {
      const { take } = bound(counters(rates));
      const asked = Array.from({ length: 10 }, () => take('mail_to', 'a', secondsLater(0)));
      expect((await Promise.all(asked)).filter((seconds) => seconds === 0)).toHaveLength(1);
    });

    it('gives back what was counted at a moment, once, and nothing else', async () => {
      const two = { burst: { requests: 2, seconds: 60 }, sustained: { requests: 2, seconds: 3600 } };
      const counter = counters({ ...rates, second_factor: two });
      const take = (key: string, seconds: number) =>
        counter.take('second_factor', key, secondsLater(seconds));
      expect([await take('a', 0), await take('a', 0)]).toEqual([0, 0]);
      await counter.giveBack('second_factor', 'a', secondsLater(0));
      await counter.giveBack('second_factor', 'a', secondsLater(7));
      await counter.giveBack('second_factor', 'b', secondsLater(0));
      expect(await take('a', 30)).toBe(0);
      expect(await take('a', 40)).toBe(3560);
      await counter.giveBack('second_factor', 'a', secondsLater(0));
      await counter.giveBack('second_factor', 'a', secondsLater(30));
      expect([await take('a', 50), await take('a', 50)]).toEqual([0, 0]);
      expect(await take('a', 55)).toBe(3595);
    });

    it('forgets what lies idle, and nothing that still counts', async () => {
      const counter = counters(rates);
      const { take } = bound(counter);
      await take('write', 'old', secondsLater(0));
      await take('write', 'new', secondsLater(100));
      await counter.forgetIdle(secondsLater(50));
      expect(await take('write', 'new', secondsLater(110))).toBe(50);
    });
  });

const bound = (counter: ReturnType<StorageHarness['counters']>) => ({ take: counter.take.bind(counter) });
