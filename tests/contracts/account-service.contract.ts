import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { AccountService } from '../../src/domain/access/account-service.ts';
import { makeAccountService, makeApiKey } from '../builders/make-account-service.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Programs with API keys, and the queries about them. */
export const accountServiceContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`account service contract: ${name}`, async () => {
    const { unitOfWork, accountServiceQueries: queries, communeQueries, reset, close } = await open();
    const service = makeAccountService({
      name: 'Suite',
      scopes: ['a', 'b'],
      key: makeApiKey({ prefix: 'new', expiresAt: minutesLater(90) }),
      previousKey: makeApiKey({ prefix: 'old', expiresAt: minutesLater(30), lastUsedAt: minutesLater(1) }),
      createdAt: minutesLater(-5),
    });
    const other = makeAccountService({ name: 'Agora', key: makeApiKey({ prefix: 'new' }) });
    const insert = (...services: readonly AccountService[]) =>
      unitOfWork.run(async ({ accountServices }) => {
        for (const one of services) await accountServices.insert(one);
      });
    const lock = (id = newId<AccountService['id']>()) =>
      unitOfWork.run(({ accountServices }) => accountServices.lock(id));
    const update = (changed: AccountService) =>
      unitOfWork.run(({ accountServices }) => accountServices.update(changed));

    beforeEach(reset);
    afterAll(close);

    it('returns what it stored, field for field', async () => {
      await insert(service, other);
      expect(await lock(service.id)).toEqual(service);
      expect(await lock(other.id)).toEqual(other);
      expect(await lock()).toBeUndefined();
    });

    it('changes everything but creation and use', async () => {
      await insert(service);
      const changed: AccountService = {
        ...service,
        name: 'Other',
        scopes: ['c'],
        key: makeApiKey({ prefix: 'newer' }),
        previousKey: { ...service.key, expiresAt: minutesLater(60) },
        revokedAt: minutesLater(3),
        updatedAt: minutesLater(3),
      };
      await update({ ...changed, createdAt: minutesLater(9) });
      expect(await lock(service.id)).toEqual(changed);
      await update({ ...changed, previousKey: null });
      expect(await lock(service.id)).toEqual({ ...changed, previousKey: null });
    });

    it('finds services by the visible part of either key', async () => {
      await insert(service, other);
      const sorted = [service, other].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await queries.ofPrefix('new')).toEqual(sorted);
      expect(await queries.ofPrefix('old')).toEqual([service]);
      expect(await queries.ofPrefix('')).toEqual([]);
    });

    it('notes the last use of the key that was used', async () => {
      await insert(service);
      await queries.noteUse(service.id, service.key.hash, minutesLater(7));
      await queries.noteUse(service.id, service.key.hash, minutesLater(6));
      await queries.noteUse(service.id, sha256('another'), minutesLater(8));
      await queries.noteUse(newId(), service.key.hash, minutesLater(8));
      const used = { ...service, key: { ...service.key, lastUsedAt: minutesLater(7) } };
      expect(await lock(service.id)).toEqual(used);
      // The use goes with the key when another takes its place, also when it happened in between.
      const rotated = { ...service, key: makeApiKey({ prefix: 'x' }), previousKey: service.key };
      await update(rotated);
      expect(await lock(service.id)).toEqual({ ...rotated, previousKey: used.key });
    });

    it('lists them page by page', async () => {
      await insert(service, other);
      const page = (field: 'name' | 'created_at', number = 1) =>
        queries.page({ number, size: 1, order: [{ field, descending: false }] });
      expect(await page('name')).toEqual({ total: 2, items: [other] });
      expect(await page('name', 2)).toEqual({ total: 2, items: [service] });
      expect(await page('created_at')).toEqual({ total: 2, items: [service] });
    });

    it('lists the registration ids of active communes, the newest first', async () => {
      const commune = { is_commune: true };
      await unitOfWork.run(async ({ organizations }) => {
        for (const given of [
          { registrationIds: ['1', '2'], metadata: commune },
          { registrationIds: ['4', '3'], metadata: commune, createdAt: minutesLater(1) },
          { registrationIds: ['5'], metadata: { is_commune: 'true' } },
          { registrationIds: ['6'], metadata: { is_commune: false } },
          { registrationIds: ['7'], metadata: {} },
          { registrationIds: ['8'], metadata: commune, isActive: false },
          { registrationIds: [], domains: ['a.fr'], metadata: commune },
        ]) {
          await organizations.insertOrFind(makeOrganization(given));
        }
      });
      expect(await communeQueries.registrationIds()).toEqual(['4', '3', '1', '2']);
    });
  });
