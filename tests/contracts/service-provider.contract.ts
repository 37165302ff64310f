import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceProvider } from '../../src/domain/access/service-provider.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const serviceProviderContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`service provider contract: ${name}`, async () => {
    const { unitOfWork, serviceProviderQueries, reset, close } = await open();
    const drive = makeServiceProvider({ name: 'Drive', audienceId: 'drive' });
    const evry = makeOrganization();
    const insert = (provider: ServiceProvider) =>
      unitOfWork.run(({ serviceProviders }) => serviceProviders.insert(provider));
    const update = (provider: ServiceProvider) =>
      unitOfWork.run(({ serviceProviders }) => serviceProviders.update(provider));
    const find = (id = drive.id) => unitOfWork.run(({ serviceProviders }) => serviceProviders.find(id));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(({ organizations }) => organizations.insertOrFind(evry));
      await insert(drive);
    });
    afterAll(close);

    it('returns what it stored, and replaces the name', async () => {
      expect(await find()).toEqual(drive);
      expect(await find(newId())).toBeUndefined();
      await update({ ...drive, name: 'Fichiers', audienceId: 'other', updatedAt: minutesLater(3) });
      expect(await find()).toEqual({ ...drive, name: 'Fichiers', updatedAt: minutesLater(3) });
    });

    it('keeps names and audiences apart', async () => {
      const taken = { code: 'service_provider.name_taken' };
      await expect(insert(makeServiceProvider({ name: 'Drive' }))).rejects.toMatchObject(taken);
      await expect(insert(makeServiceProvider({ audienceId: 'drive' }))).rejects.toMatchObject({
        code: 'service_provider.audience_taken',
      });
      const other = makeServiceProvider();
      await insert(other);
      await expect(update({ ...other, name: 'Drive' })).rejects.toMatchObject(taken);
      await update(drive);
    });

    it('links services to organizations once, and takes them off', async () => {
      const run = (work: 'link' | 'unlink') =>
        unitOfWork.run(({ serviceProviders }) => serviceProviders[work](evry.id, drive.id));
      expect(await Promise.all([run('link'), run('link')])).toEqual(expect.arrayContaining([true, false]));
      expect(await serviceProviderQueries.find(evry.id, drive.id)).toEqual(drive);
      expect([await run('unlink'), await run('unlink')]).toEqual([true, false]);
      expect(await serviceProviderQueries.find(evry.id, drive.id)).toBeUndefined();
    });

    it('walks through organizations by id', async () => {
      const others = [makeOrganization(), makeOrganization()];
      for (const other of others) {
        await unitOfWork.run(({ organizations }) => organizations.insertOrFind(other));
      }
      const sorted = [evry, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
      await unitOfWork.run(async ({ organizations }) => {
        expect(await organizations.lockAfter(undefined, 2)).toEqual(sorted.slice(0, 2));
        expect(await organizations.lockAfter(sorted[1]?.id, 2)).toEqual(sorted.slice(2));
      });
    });
  });
