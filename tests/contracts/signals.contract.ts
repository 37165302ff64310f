import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { newId } from '../builders/new-id.ts';
import { eventually } from '../support/eventually.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Longer than any signal takes; reached only by a test that fails. */
const LONG_MS = 10_000;

export const signalsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`signals contract: ${name}`, async () => {
    const { unitOfWork, signals, reset, close } = await open();
    const publish = (...topics: string[]) =>
      unitOfWork.run(async (on) => {
        for (const topic of topics) await on.signals.publish(topic);
      });

    /** Resolves once everything published before has reached its subscribers. */
    const settle = async () => {
      const topic = `settled:${newId()}`;
      const subscription = await signals.subscribe(topic);
      await publish(topic);
      expect(await subscription.next(LONG_MS)).toBe(true);
      subscription.close();
    };

    beforeEach(reset);
    afterAll(close);

    it('wakes who waits', async () => {
      const subscription = await signals.subscribe('topic:1');
      const waiting = subscription.next(LONG_MS);
      await publish('topic:1');
      expect(await waiting).toBe(true);
      subscription.close();
    });

    it('wakes all who wait for one of many topics', async () => {
      const subscriptions = [
        await signals.subscribe('topic:many:1'),
        await signals.subscribe('topic:many:2'),
      ];
      await unitOfWork.run(async (on) => {
        await on.signals.publishAll(['topic:many:1', 'topic:many:2']);
        await on.signals.publishAll([]);
      });
      for (const subscription of subscriptions) {
        expect(await subscription.next(LONG_MS)).toBe(true);
        subscription.close();
      }
    });

    it('remembers a signal that came before the question, and forgets it after', async () => {
      const subscription = await signals.subscribe('topic:2');
      await publish('topic:2');
      await settle();
      expect(await subscription.next(0)).toBe(true);
      expect(await subscription.next(0)).toBe(false);
      subscription.close();
    });

    it('counts several signals as one', async () => {
      const subscription = await signals.subscribe('topic:3');
      await publish('topic:3', 'topic:3');
      await publish('topic:3');
      await settle();
      expect(await subscription.next(0)).toBe(true);
      expect(await subscription.next(0)).toBe(false);
      subscription.close();
    });

    it('answers false after the time is up, and still hears what comes next', async () => {
      const subscription = await signals.subscribe('topic:4');
      expect(await subscription.next(20)).toBe(false);
      await publish('topic:4');
      expect(await subscription.next(LONG_MS)).toBe(true);
      subscription.close();
    });

    it('tells topics apart', async () => {
      const [one, another] = [await signals.subscribe('topic:5'), await signals.subscribe('topic:55')];
      await publish('topic:55', 'topic');
      await settle();
      expect(await one.next(0)).toBe(false);
      expect(await another.next(0)).toBe(true);
      one.close();
      another.close();
    });

    it('reaches every subscriber of a topic', async () => {
      const subscriptions = await Promise.all(Array.from({ length: 20 }, () => signals.subscribe('topic:6')));
      const waiting = subscriptions.map((subscription) => subscription.next(LONG_MS));
      await publish('topic:6');
      expect(await Promise.all(waiting)).toEqual(subscriptions.map(() => true));
      for (const subscription of subscriptions) subscription.close();
    });

    it('sends at commit, not before', async () => {
      const subscription = await signals.subscribe('topic:7');
      await unitOfWork.run(async (on) => {
        await on.signals.publish('topic:7');
        expect(await subscription.next(50)).toBe(false);
      });
      expect(await subscription.next(LONG_MS)).toBe(true);
      subscription.close();
    });

    it('never sends what was rolled back', async () => {
      const subscription = await signals.subscribe('topic:8');
      const attempt = unitOfWork.run(async (on) => {
        await on.signals.publish('topic:8');
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      const swallowing = unitOfWork.run(async (on) => {
        await on.signals.publish('topic:8');
        await on.mailboxes.insert(makeMailbox({ mailDomainId: newId() })).catch(() => undefined);
      });
      await expect(swallowing).rejects.toThrow('aborted');
      await settle();
      expect(await subscription.next(0)).toBe(false);
      subscription.close();
    });

    it('hears nothing that was published before the subscription', async () => {
      await publish('topic:9');
      await settle();
      const subscription = await signals.subscribe('topic:9');
      await settle();
      expect(await subscription.next(0)).toBe(false);
      subscription.close();
    });

    it('lets go of who waits when it is closed, and hears nothing more', async () => {
      const subscription = await signals.subscribe('topic:10');
      const waiting = subscription.next(LONG_MS);
      subscription.close();
      expect(await waiting).toBe(false);
      await publish('topic:10');
      await settle();
      expect(await subscription.next(0)).toBe(false);
      subscription.close();
    });

    it('tells who listens for many topics the rest of each, in order and at commit', async () => {
      const heard: (string | undefined)[] = [];
      const listener = signals.listen('kind:', (rest) => heard.push(rest));
      await eventually(() => expect(listener.isLive()).toBe(true));
      await publish('kind:one', 'other:two', 'kind:', 'kin', 'a kind:x', 'kind:t:h=r e\u00e9');
      await settle();
      expect(heard).toEqual(['one', '', 't:h=r e\u00e9']);
      listener.close();
      expect(listener.isLive()).toBe(false);
      await publish('kind:late');
      await settle();
      expect(heard).toHaveLength(3);
    });

    it('tells subscribers what was committed before', async () => {
      const subscription = await signals.subscribe('topic:11');
      const waiting = subscription.next(LONG_MS);
      await unitOfWork.run(async (on) => {
        await on.mailDomains.rememberUnconfirmed('given-up.example', new Date(0));
        await on.signals.publish('topic:11');
      });
      expect(await waiting).toBe(true);
      expect(await unitOfWork.run((on) => on.mailDomains.takeUnconfirmed('given-up.example'))).toBe(true);
      subscription.close();
    });
  });
