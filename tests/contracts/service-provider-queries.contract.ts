import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  ServiceProviderFilter,
  ServiceProviderOrderField,
} from '../../src/application/access/service-provider/service-provider-queries.ts';
import type { PageRequest } from '../../src/application/shared/page.ts';
import type { Searched } from '../../src/application/shared/searched.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeServiceProvider } from '../builders/make-service-provider.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const serviceProviderQueriesContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`service provider queries contract: ${name}`, async () => {
    const { unitOfWork, serviceProviderQueries, seed, reset, close } = await open();
    const organization = makeOrganization();
    const elsewhere = makeOrganization();
    const drive = makeServiceProvider({ name: 'Drive', audienceId: 'drive', createdAt: minutesLater(2) });
    const visio = makeServiceProvider({ name: 'Visio 50%', createdAt: minutesLater(1) });
    const echo = makeServiceProvider({ name: 'École_1', createdAt: minutesLater(1) });
    const foreign = makeServiceProvider({ name: 'Drive elsewhere', audienceId: 'tchap-audience' });
    const page = (
      filter: ServiceProviderFilter = {},
      request: Partial<PageRequest<ServiceProviderOrderField>> = {},
    ) =>
      serviceProviderQueries.page(organization.id, filter, {
        number: 1,
        size: 20,
        order: [{ field: 'name', descending: false }],
        ...request,
      });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations }) => {
        await organizations.insertOrFind(organization);
        await organizations.insertOrFind(elsewhere);
      });
      await seed.serviceProvider(visio, [organization.id, elsewhere.id]);
      await seed.serviceProvider(drive, [organization.id]);
      await seed.serviceProvider(echo, [organization.id]);
      await seed.serviceProvider(foreign, [elsewhere.id]);
    });
    afterAll(close);

    it('lists those linked to the organization, field for field', async () => {
      expect(await page()).toEqual({ total: 3, items: [drive, visio, echo] });
    });

    it('orders by each field both ways, and by the id among equals', async () => {
      const tied = [visio, echo].sort((a, b) => (a.id < b.id ? -1 : 1));
      const order = async (field: ServiceProviderOrderField, descending: boolean) =>
        (await page({}, { order: [{ field, descending }] })).items;
      expect(await order('name', true)).toEqual([echo, visio, drive]);
      expect(await order('created_at', false)).toEqual([...tied, drive]);
      expect(await order('created_at', true)).toEqual([drive, ...tied]);
    });

    it.each<[ServiceProviderFilter, readonly string[]]>([
      [{ name: 'dri' }, ['Drive']],
      [{ name: 'RIV' }, ['Drive']],
      [{ name: 'éCOLE' }, ['École_1']],
      [{ name: 'ecole' }, []],
      [{ name: '%' }, ['Visio 50%']],
      [{ name: '_' }, ['École_1']],
      [{ name: '\\' }, []],
      [{ audienceId: 'drive' }, ['Drive']],
      [{ audienceId: 'Drive' }, []],
      [{ name: 'dri', audienceId: 'drive' }, ['Drive']],
      [{ name: 'visio', audienceId: 'drive' }, []],
    ])('filters by %o', async (filter, names) => {
      const { total, items } = await page(filter);
      expect(items.map((provider) => provider.name)).toEqual(names);
      expect(total).toBe(names.length);
    });

    it('cuts pages', async () => {
      expect(await page({}, { size: 2, number: 2 })).toEqual({ total: 3, items: [echo] });
    });

    it.each<[Searched | undefined, readonly string[]]>([
      [['tchap', 'DRIVE'], ['Drive elsewhere']],
      [['drive', 'visio'], []],
      [undefined, ['Drive', 'Drive elsewhere', 'Visio 50%', 'École_1']],
      ['DRIVE', ['Drive', 'Drive elsewhere']],
      ['ecole', ['École_1']],
      ['tchap-aud', ['Drive elsewhere']],
      ['%', ['Visio 50%']],
      ['_', ['École_1']],
      ['elsewheretchap', []],
      ['nowhere', []],
    ])('has all that are registered, found by %j', async (search, names) => {
      const byName = { number: 1, size: 20, order: [{ field: 'name', descending: false }] } as const;
      const { total, items } = await serviceProviderQueries.registered(search, byName);
      expect(items.map((provider) => provider.name)).toEqual(names);
      expect(total).toBe(names.length);
      const second = await serviceProviderQueries.registered(search, { ...byName, size: 1, number: 2 });
      expect(second).toEqual({ total, items: items.slice(1, 2) });
    });

    it('finds those linked only', async () => {
      const find = (id = newId<typeof drive.id>()) => serviceProviderQueries.find(organization.id, id);
      expect(await find(visio.id)).toEqual(visio);
      expect(await find(foreign.id)).toBeUndefined();
      expect(await find()).toBeUndefined();
    });
  });
