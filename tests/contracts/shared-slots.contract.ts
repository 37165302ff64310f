import { afterAll, describe, expect, it } from 'vitest';
import type { SharedSlot, SharedSlots } from '../../src/application/shared/throttling/shared-slots.ts';
import { eventually } from '../support/eventually.ts';

type Process = SharedSlots & { close(): Promise<void> };
type Harness = {
  /** A process that shares `size` places with the others of that name. */
  open(name: string, size: number): Process;
  close(): Promise<void>;
};

export const sharedSlotsContract = (name: string, openHarness: () => Promise<Harness>) =>
  describe(`shared slots contract: ${name}`, async () => {
    const { open, close } = await openHarness();
    afterAll(close);
    const takeMany = (process: SharedSlots, times: number) =>
      Promise.all(Array.from({ length: times }, () => process.take()));
    const taken = (slots: readonly (SharedSlot | undefined)[]) => slots.filter((slot) => slot !== undefined);

    it('gives each place once, to whichever process, and again when it is given back', async () => {
      const [first, second] = [open('shared', 3), open('shared', 3)];
      const [mine, theirs] = await Promise.all([takeMany(first, 2), takeMany(second, 2)]);
      expect(taken([...mine, ...theirs])).toHaveLength(3);
      expect(taken(await takeMany(first, 3))).toEqual([]);
      const one = taken([...mine, ...theirs])[0];
      await one?.release();
      await one?.release();
      expect(taken(await takeMany(second, 3))).toHaveLength(1);
      expect(taken(await takeMany(first, 1))).toEqual([]);
      await Promise.all([first.close(), second.close()]);
    });

    it('keeps what is asked for at the same time apart', async () => {
      const process = open('crowd', 5);
      expect(taken(await takeMany(process, 20))).toHaveLength(5);
      await process.close();
    });

    it('keeps those of other names apart', async () => {
      const [first, other] = [open('a', 1), open('b', 1)];
      expect(taken([await first.take(), await other.take()])).toHaveLength(2);
      await Promise.all([first.close(), other.close()]);
    });

    it('has what a process that is gone had', async () => {
      const [gone, left] = [open('left', 2), open('left', 2)];
      const slots = await takeMany(gone, 2);
      expect(await left.take()).toBeUndefined();
      await gone.close();
      const found: (SharedSlot | undefined)[] = [];
      await eventually(async () => {
        found.push(await left.take());
        expect(taken(found)).toHaveLength(2);
      });
      // A slot that its holder's end has freed cannot be released by the holder again.
      for (const slot of slots) await slot?.release();
      expect(await left.take()).toBeUndefined();
      await left.close();
    });
  });
