import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  OrganizationFilter,
  OrganizationOrderField,
} from '../../src/application/organization/organization-queries.ts';
import type { PageRequest } from '../../src/application/shared/page.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { OrganizationIdentifiers } from '../../src/domain/organization/organization-identifiers.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Management of organizations by staff: creating them, replacing their identifiers, searching them. */
export const managedOrganizationsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`kept organizations contract: ${name}`, async () => {
    const { unitOfWork, organizationQueries, reset, close } = await open();
    const insert = (organization: Organization) =>
      unitOfWork.run(({ organizations }) => organizations.insert(organization));
    const find = (id: OrganizationId) => unitOfWork.run(({ organizations }) => organizations.find(id));
    const replace = (id: OrganizationId, identifiers: OrganizationIdentifiers) =>
      unitOfWork.run(async ({ organizations }) => {
        await organizations.lock(id);
        await organizations.replaceIdentifiers(id, identifiers);
      });
    const failuresOf = (results: readonly PromiseSettledResult<unknown>[]) =>
      results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));

    beforeEach(reset);
    afterAll(close);

    const evry = makeOrganization({
      name: 'Évry-Courcouronnes',
      registrationIds: ['30001', '10002'],
      domains: ['zebra.example', 'evry.example'],
      createdAt: minutesLater(2),
    });

    describe('new ones', () => {
      it('are stored field for field', async () => {
        await insert(evry);
        expect(await find(evry.id)).toEqual(evry);
      });

      it.each([
        [
          'registration id',
          { registrationIds: ['9', '10002'] },
          'organization.registration_id_taken',
          '10002',
        ],
        ['domain', { domains: ['new.example', 'evry.example'] }, 'organization.domain_taken', 'evry.example'],
      ])('are refused for a %s that another has', async (_kind, given, code, value) => {
        await insert(evry);
        const late = makeOrganization(given);
        await expect(insert(late)).rejects.toMatchObject({ code, params: { value } });
        expect(await find(late.id)).toBeUndefined();
      });

      it('with the same identifier at once are one', async () => {
        const rivals = Array.from({ length: 5 }, () => makeOrganization({ registrationIds: ['7', '8'] }));
        const failures = failuresOf(await Promise.allSettled(rivals.map(insert)));
        expect(failures).toHaveLength(4);
        for (const failure of failures) {
          expect(failure).toMatchObject({ code: 'organization.registration_id_taken' });
        }
      });
    });

    describe('identifiers', () => {
      const lyon = makeOrganization({ registrationIds: ['50005'], domains: ['lyon.example'] });
      beforeEach(async () => {
        await insert(evry);
        await insert(lyon);
      });

      it('are replaced, in the order given, and nothing else', async () => {
        const identifiers = { registrationIds: ['10002', '20003'], domains: ['evry.example'] };
        await replace(evry.id, identifiers);
        expect(await find(evry.id)).toEqual({ ...evry, ...identifiers });
        expect(await find(lyon.id)).toEqual(lyon);
        await replace(evry.id, { registrationIds: [], domains: ['evry.example'] });
        expect(await find(evry.id)).toEqual({ ...evry, registrationIds: [], domains: ['evry.example'] });
      });

      it.each([
        [{ registrationIds: ['1', '50005'], domains: [] }, 'organization.registration_id_taken', '50005'],
        [{ registrationIds: ['1'], domains: ['lyon.example'] }, 'organization.domain_taken', 'lyon.example'],
      ])('stay as they are when one of %j is taken', async (identifiers, code, value) => {
        await expect(replace(evry.id, identifiers)).rejects.toMatchObject({ code, params: { value } });
        expect(await find(evry.id)).toEqual(evry);
      });

      it('given up serve another', async () => {
        await replace(evry.id, { registrationIds: ['10002'], domains: [] });
        await replace(lyon.id, { registrationIds: ['30001'], domains: ['zebra.example'] });
        expect(await find(lyon.id)).toMatchObject({ registrationIds: ['30001'], domains: ['zebra.example'] });
      });

      it('swapped at once end with one or none of both, without deadlock', async () => {
        for (let round = 0; round < 5; round += 1) {
          const [a, b] = [`a${round}`, `b${round}`];
          await replace(evry.id, { registrationIds: [a], domains: [`${a}.example`] });
          await replace(lyon.id, { registrationIds: [b], domains: [`${b}.example`] });
          const results = await Promise.allSettled([
            replace(evry.id, { registrationIds: [b], domains: [`${b}.example`] }),
            replace(lyon.id, { registrationIds: [a], domains: [`${a}.example`] }),
            insert(makeOrganization({ registrationIds: [b, a], domains: [`${a}.example`] })),
          ]);
          for (const failure of failuresOf(results)) {
            expect(failure).toMatchObject({ code: expect.stringMatching(/^organization\..*_taken$/) });
          }
          expect(failuresOf(results).length).toBeGreaterThanOrEqual(2);
        }
      });
    });

    describe('lists', () => {
      const varzy = makeOrganization({
        name: 'Varzy 100%',
        registrationIds: ['SIRET-4'],
        isActive: false,
        createdAt: minutesLater(1),
      });
      const lone = makeOrganization({
        name: 'lone_one',
        registrationIds: [],
        domains: ['alone.example'],
        createdAt: minutesLater(3),
      });
      const BY_NAME = { number: 1, size: 20, order: [{ field: 'name', descending: false }] } as const;
      const list = (
        filter: OrganizationFilter = {},
        request: Partial<PageRequest<OrganizationOrderField>> = {},
      ) => organizationQueries.page(filter, { ...BY_NAME, ...request });
      const names = async (filter: OrganizationFilter) =>
        (await list(filter)).items.map((organization) => organization.name);

      beforeEach(async () => {
        for (const organization of [evry, varzy, lone]) await insert(organization);
        await unitOfWork.run(async ({ users, organizationAccesses }) => {
          for (const user of [makeUser(), makeUser()]) {
            await users.insertOrFind(user);
            await organizationAccesses.insert(
              makeOrganizationAccess({ organizationId: evry.id, userId: user.id }),
            );
          }
        });
      });

      it('show all of them whole, with how many administer each', async () => {
        expect(await list()).toEqual({
          total: 3,
          items: [
            { ...varzy, administrators: 0 },
            { ...lone, administrators: 0 },
            { ...evry, administrators: 2 },
          ],
        });
      });

      it.each<[OrganizationFilter, readonly string[]]>([
        [{ search: 'EVRY' }, [evry.name]],
        [{ search: 'courcouronnes' }, [evry.name]],
        [{ search: '0000' }, []],
        [{ search: '000' }, [evry.name]],
        [{ search: 'siret' }, [varzy.name]],
        [{ search: '.example' }, [lone.name, evry.name]],
        [{ search: 'zebra.example' }, [evry.name]],
        [{ search: '%' }, [varzy.name]],
        [{ search: '_' }, [lone.name]],
        [{ search: '\\' }, []],
        [{ isActive: false }, [varzy.name]],
        [{ isActive: true }, [lone.name, evry.name]],
        [{ hasAdministrator: true }, [evry.name]],
        [{ hasAdministrator: false }, [varzy.name, lone.name]],
        [{ hasAdministrator: false, isActive: true, search: 'one' }, [lone.name]],
        [{ domainAmong: ['evry.example', 'alone.example', 'zebra'] }, [lone.name, evry.name]],
        [{ domainAmong: ['evry.example', 'alone.example'], search: 'evry' }, [evry.name]],
        [{ domainAmong: [] }, []],
      ])('filtered by %j have %j', async (filter, expected) => {
        expect(await names(filter)).toEqual(expected);
        expect((await list(filter)).total).toBe(expected.length);
      });

      it('tell all that they are known by', async () => {
        const all = [evry, varzy, lone];
        const domains = await organizationQueries.domains();
        expect([...domains].sort()).toEqual(all.flatMap((one) => one.domains).sort());
        const byId = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(await organizationQueries.registrationIds()).toEqual(
          byId.flatMap(({ id, registrationIds }) =>
            registrationIds.map((value) => ({ value, organizationId: id })),
          ),
        );
      });

      it('come in pages, in the order asked for', async () => {
        const order = [{ field: 'created_at', descending: true }] as const;
        const ids = async (number: number) =>
          (await list({}, { number, size: 2, order })).items.map(({ id }) => id);
        expect(await ids(1)).toEqual([lone.id, evry.id]);
        expect(await ids(2)).toEqual([varzy.id]);
        expect(await list({}, { number: 3, size: 2 })).toEqual({ total: 3, items: [] });
        expect(await list({ search: 'nothing like that' })).toEqual({ total: 0, items: [] });
      });

      it('are found one by one by whoever has no account', async () => {
        expect(await organizationQueries.find(evry.id, null)).toEqual({
          organization: evry,
          role: undefined,
        });
        expect(await organizationQueries.find(newId(), null)).toBeUndefined();
      });
    });
  });
