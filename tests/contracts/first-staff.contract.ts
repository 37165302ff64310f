import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { FirstStaff } from '../../src/domain/people/first-staff.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const firstStaffContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`first staff contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const permission = (given: Partial<FirstStaff> = {}): FirstStaff => ({
      email: 'ana@evry.fr',
      isSuperuser: false,
      createdAt: minutesLater(0),
      expiresAt: minutesLater(60),
      ...given,
    });
    beforeEach(reset);
    afterAll(close);

    const put = (...permissions: readonly FirstStaff[]) =>
      unitOfWork.run(async ({ firstStaff }) => {
        for (const one of permissions) await firstStaff.put(one);
      });
    const take = (email = 'ana@evry.fr', at = minutesLater(0)) =>
      unitOfWork.run(({ firstStaff }) => firstStaff.take(email, at));
    const listOpen = (at = minutesLater(0)) => unitOfWork.run(({ firstStaff }) => firstStaff.listOpen(at));
    const takeExpired = (at: Date) => unitOfWork.run(({ firstStaff }) => firstStaff.takeExpired(at));

    it('gives the one of an address once, field for field', async () => {
      await put(permission({ isSuperuser: true }), permission({ email: 'bob@evry.fr' }));
      expect(await take('eve@evry.fr')).toBeUndefined();
      expect(await take()).toEqual(permission({ isSuperuser: true }));
      expect(await take()).toBeUndefined();
      expect(await listOpen()).toEqual([permission({ email: 'bob@evry.fr' })]);
    });

    it('gives none whose time is over, and leaves it for who notes its end', async () => {
      await put(permission());
      expect(await take('ana@evry.fr', minutesLater(60))).toBeUndefined();
      expect(await takeExpired(minutesLater(59))).toEqual([]);
      expect(await takeExpired(minutesLater(60))).toEqual([permission()]);
      expect(await takeExpired(minutesLater(60))).toEqual([]);
    });

    it('gives it to one of several who take it at once', async () => {
      await put(permission());
      const taken = await Promise.all([take(), take(), take(), take()]);
      expect(taken.filter((one) => one !== undefined)).toEqual([permission()]);
    });

    it('keeps it when whoever took it fails', async () => {
      await put(permission());
      const failing = unitOfWork.run(async ({ firstStaff }) => {
        await firstStaff.take('ana@evry.fr', minutesLater(0));
        throw new Error('changed its mind');
      });
      await expect(failing).rejects.toThrow('changed its mind');
      expect(await take()).toEqual(permission());
    });

    it('replaces the former one, and lists those that are open, the one that ends first first', async () => {
      const early = permission({ email: 'bob@evry.fr', expiresAt: minutesLater(30) });
      const again = permission({
        isSuperuser: true,
        createdAt: minutesLater(9),
        expiresAt: minutesLater(90),
      });
      await put(permission(), early, again);
      expect(await listOpen()).toEqual([early, again]);
      expect(await listOpen(minutesLater(30))).toEqual([again]);
    });
  });
