import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { LevelWaiver } from '../../src/domain/people/level-waiver.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const levelWaiverContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`level waiver contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const [ana, bob] = [makeUser(), makeUser()];
    const waiver = (given: Partial<LevelWaiver> = {}): LevelWaiver => ({
      userId: ana.id,
      reason: 'Panne de l’OTP, ticket 12',
      createdAt: minutesLater(0),
      expiresAt: minutesLater(60),
      ...given,
    });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users }) => {
        for (const user of [ana, bob]) await users.insertOrFind(user);
      });
    });
    afterAll(close);

    const put = (...waivers: readonly LevelWaiver[]) =>
      unitOfWork.run(async ({ levelWaivers }) => {
        for (const one of waivers) await levelWaivers.put(one);
      });
    const take = (userId = ana.id) => unitOfWork.run(({ levelWaivers }) => levelWaivers.take(userId));
    const listOpen = (at = minutesLater(0)) =>
      unitOfWork.run(({ levelWaivers }) => levelWaivers.listOpen(at));

    it('gives the one of a person once, field for field, over or not', async () => {
      await put(waiver(), waiver({ userId: bob.id, expiresAt: minutesLater(-60) }));
      expect(await take()).toEqual(waiver());
      expect(await take()).toBeUndefined();
      expect(await take(bob.id)).toMatchObject({ expiresAt: minutesLater(-60) });
      expect(await take(newId())).toBeUndefined();
    });

    it('gives it to one of several who take it at once', async () => {
      await put(waiver());
      const taken = await Promise.all([take(), take(), take(), take()]);
      expect(taken.filter((one) => one !== undefined)).toEqual([waiver()]);
    });

    it('keeps it when whoever took it fails', async () => {
      await put(waiver());
      const failing = unitOfWork.run(async ({ levelWaivers }) => {
        await levelWaivers.take(ana.id);
        throw new Error('changed its mind');
      });
      await expect(failing).rejects.toThrow('changed its mind');
      expect(await take()).toEqual(waiver());
    });

    it('replaces the former one', async () => {
      const later = waiver({ reason: 'again', createdAt: minutesLater(9), expiresAt: minutesLater(90) });
      await put(waiver(), later);
      expect(await listOpen()).toEqual([later]);
      expect(await take()).toEqual(later);
      expect(await take()).toBeUndefined();
    });

    it('lists those whose time is not over, and forgets the others', async () => {
      const early = waiver({ userId: bob.id, expiresAt: minutesLater(30) });
      await put(waiver(), early);
      expect(await listOpen()).toEqual([early, waiver()]);
      expect(await listOpen(minutesLater(30))).toEqual([waiver()]);
      const forget = () => unitOfWork.run(({ levelWaivers }) => levelWaivers.forgetExpired(minutesLater(30)));
      expect([await forget(), await forget()]).toEqual([1, 0]);
      expect(await listOpen()).toEqual([waiver()]);
    });

    it('refuses one of nobody', async () => {
      await expect(put(waiver({ userId: newId() }))).rejects.toThrow();
    });
  });
