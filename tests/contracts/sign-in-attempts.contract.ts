import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CountedAttempt,
  SignInAttempts,
} from '../../src/application/identity/sign-in/sign-in-attempts.ts';
import { CREATED_AT } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const LIMITS = { attempts: 3, lockoutSeconds: 300, source: { requests: 7, seconds: 60 } };
const secondsLater = (seconds: number): Date => new Date(CREATED_AT.getTime() + seconds * 1000);
const byAddress = (key: string, source: string | null = null): CountedAttempt => ({
  counter: { kind: 'address', key },
  source,
});
const inBrowser = (key: string): CountedAttempt => ({ counter: { kind: 'browser', key }, source: null });
const fail = async (attempts: SignInAttempts, attempt: CountedAttempt, times: number, now: Date) => {
  for (let time = 0; time < times; time += 1) await attempts.begin(attempt, now);
};

export const signInAttemptsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`sign-in attempts contract: ${name}`, async () => {
    const { attempts: countWithin, reset, close } = await open();
    beforeEach(reset);
    afterAll(close);
    /** Counters of a test do not meet those of others. */
    const fresh = () => ({ attempts: countWithin(LIMITS), key: newId(), source: newId() });

    it('locks out after too many failures in a row, and says which was the last', async () => {
      const { attempts, key } = fresh();
      const begin = (seconds: number) => attempts.begin(byAddress(key), secondsLater(seconds));
      expect(await begin(0)).toEqual({ outcome: 'counted', failures: 1, locks: false });
      expect(await begin(10)).toEqual({ outcome: 'counted', failures: 2, locks: false });
      expect(await begin(20)).toEqual({ outcome: 'counted', failures: 3, locks: true });
      expect(await begin(20)).toEqual({ outcome: 'locked_out' });
    });

    it('locks out for its time after the last failure that was counted', async () => {
      const { attempts, key } = fresh();
      await fail(attempts, byAddress(key), 2, secondsLater(0));
      await fail(attempts, byAddress(key), 3, secondsLater(100));
      expect(await attempts.begin(byAddress(key), secondsLater(399))).toEqual({ outcome: 'locked_out' });
      expect(await attempts.begin(byAddress(key), secondsLater(400))).toMatchObject({ failures: 1 });
    });

    it('forgets failures after that time without another', async () => {
      const { attempts, key } = fresh();
      await fail(attempts, byAddress(key), 2, secondsLater(0));
      expect(await attempts.begin(byAddress(key), secondsLater(301))).toMatchObject({ failures: 1 });
    });

    it('begins anew after a success', async () => {
      const { attempts, key } = fresh();
      await fail(attempts, byAddress(key), 3, secondsLater(0));
      await attempts.succeed(byAddress(key));
      expect(await attempts.begin(byAddress(key), secondsLater(1))).toMatchObject({ failures: 1 });
    });

    it('counts addresses and browsers apart, whatever they are', async () => {
      const { attempts, key } = fresh();
      await fail(attempts, byAddress(key), 3, secondsLater(0));
      for (const other of [byAddress(`${key}'; --`), byAddress('x'.repeat(5_000)), inBrowser(key)]) {
        expect(await attempts.begin(other, secondsLater(0))).toMatchObject({ outcome: 'counted' });
        await attempts.succeed(other);
      }
    });

    it('lets no more of many at once through than of some one after the other', async () => {
      const { attempts, key, source } = fresh();
      const asked = await Promise.all(
        Array.from({ length: 7 }, () => attempts.begin(byAddress(key, source), secondsLater(0))),
      );
      expect(asked.filter(({ outcome }) => outcome === 'counted')).toHaveLength(3);
      expect(asked.filter((count) => 'locks' in count && count.locks)).toHaveLength(1);
      expect(asked.filter(({ outcome }) => outcome === 'locked_out')).toHaveLength(4);
    });

    it('lets a source cause so many failures, at whichever addresses, and as many in each period', async () => {
      const { attempts, key, source } = fresh();
      const begin = (index: number, seconds: number) =>
        attempts.begin(byAddress(`${key}${index}`, source), secondsLater(seconds));
      for (let index = 0; index < 7; index += 1)
        expect(await begin(index, 0)).toMatchObject({ outcome: 'counted' });
      expect(await begin(7, 0)).toEqual({ outcome: 'source_full', seconds: 9 });
      expect(await begin(7, 8)).toEqual({ outcome: 'source_full', seconds: 1 });
      expect(await begin(7, 9)).toMatchObject({ outcome: 'counted' });
      expect(await begin(8, 9)).toMatchObject({ outcome: 'source_full' });
      expect(await attempts.begin(byAddress(`${key}8`, newId()), secondsLater(9))).toMatchObject({
        outcome: 'counted',
      });
      for (let index = 9; index < 16; index += 1)
        expect(await begin(index, 100)).toMatchObject({ outcome: 'counted' });
    });

    it('does not count for an address what a full source tries there', async () => {
      const { attempts, key, source } = fresh();
      for (let index = 0; index < 7; index += 1) {
        await attempts.begin(byAddress(`${key}${index}`, source), secondsLater(0));
      }
      await fail(attempts, byAddress(key, source), 5, secondsLater(0));
      expect(await attempts.begin(byAddress(key), secondsLater(0))).toMatchObject({ failures: 1 });
    });

    it('counts for the source also what is locked out', async () => {
      const { attempts, key, source } = fresh();
      await fail(attempts, byAddress(key, source), 7, secondsLater(0));
      expect(await attempts.begin(byAddress(newId(), source), secondsLater(0))).toMatchObject({
        outcome: 'source_full',
      });
    });

    it('does not count successes for the source, nor let one make up for the failures of others', async () => {
      const { attempts, key, source } = fresh();
      for (let time = 0; time < 20; time += 1) {
        const attempt = byAddress(`${key}${time}`, source);
        expect(await attempts.begin(attempt, secondsLater(0))).toMatchObject({ outcome: 'counted' });
        await attempts.succeed(attempt);
      }
      await fail(attempts, byAddress(key, source), 6, secondsLater(0));
      const own = byAddress(`${key} own`, source);
      expect(await attempts.begin(own, secondsLater(0))).toMatchObject({ outcome: 'counted' });
      await attempts.succeed(own);
      await attempts.begin(byAddress(key, source), secondsLater(0));
      expect(await attempts.begin(own, secondsLater(0))).toMatchObject({ outcome: 'source_full' });
    });

    it('forgets what counts no more, and nothing else', async () => {
      const { attempts, key, source } = fresh();
      await fail(attempts, byAddress(key, source), 3, secondsLater(0));
      await fail(attempts, inBrowser(key), 3, secondsLater(200));
      await attempts.forgetIdle(secondsLater(350));
      expect(await attempts.begin(inBrowser(key), secondsLater(350))).toEqual({ outcome: 'locked_out' });
      expect(await attempts.begin(byAddress(key), secondsLater(350))).toMatchObject({ failures: 1 });
    });
  });
