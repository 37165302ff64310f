import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
let staff: ApiClient;
let root: ApiClient;
let staffUser: User;

beforeAll(async () => {
  evry = await openEvry();
  staffUser = await addUser(evry.world, { isStaff: true });
  staff = await evry.world.signIn(staffUser);
  root = await evry.world.signIn(await addUser(evry.world, { isSuperuser: true }));
});
afterAll(() => evry.world.close());

const actions = () => evry.world.store.tables.auditEntries.all(() => true).map(({ action }) => action);
const lastEntry = () => evry.world.store.tables.auditEntries.all(() => true).at(-1);

describe('metadata of an organization', () => {
  it('is replaced by staff, by the rules of the schema', async () => {
    const { id } = evry.organization;
    const set = (metadata: Record<string, unknown>, client = staff) =>
      client.regie.administration.setOrganizationMetadata.mutate({ id, metadata });
    const metadata = { is_commune: true, size: { inhabitants: 70_000 } };
    expect(await set(metadata)).toEqual({ id, metadata });
    expect(lastEntry()).toMatchObject({
      action: 'organization.metadata_changed',
      details: {
        is_commune: { before: null, after: true },
        size: { before: null, after: '{"inhabitants":70000}' },
      },
    });
    expect(await trpcFailure(set({ is_commune: 'yes' }))).toMatchObject({
      code: 'BAD_REQUEST',
      domainCode: 'organization.metadata_invalid',
      params: { path: 'is_commune', reason: 'must be boolean' },
    });
    expect(await trpcFailure(set({}, evry.alice))).toMatchObject({
      domainCode: 'organization.action_forbidden',
    });
    expect(await trpcFailure(set({}, evry.dave))).toMatchObject({ domainCode: 'organization.not_found' });
    expect(evry.world.store.tables.organizations.find(id)?.metadata).toEqual(metadata);
  });
});

describe('services', () => {
  it('are created, renamed and allowed to organizations by staff', async () => {
    const { administration } = staff.regie;
    const { id } = await administration.createServiceProvider.mutate({ name: 'Drive', audienceId: 'drive' });
    await administration.renameServiceProvider.mutate({ id, name: 'Fichiers' });
    const { id: organizationId } = evry.organization;
    const allow = (isAllowed: boolean) =>
      administration.setServiceAllowed.mutate({ organizationId, serviceProviderId: id, isAllowed });
    await allow(true);
    await allow(true);
    const shown = { id, name: 'Fichiers', audienceId: 'drive' };
    expect(await administration.listServicesOf.query({ organizationId })).toEqual({
      total: 1,
      items: [shown],
    });
    expect(await evry.alice.regie.serviceProviders.get.query({ id })).toEqual(shown);
    const found = await administration.listServices.query({ search: 'FICHIERS' });
    expect(found).toEqual({ total: 1, items: [shown] });
    await allow(false);
    expect(await administration.listServicesOf.query({ organizationId })).toEqual({ total: 0, items: [] });
    expect(actions().slice(-4)).toEqual([
      'service_provider.created',
      'service_provider.renamed',
      'organization.service_provider_added',
      'organization.service_provider_removed',
    ]);
  });

  it('have a name and an audience of their own', async () => {
    const create = (name: string, audienceId: string) =>
      staff.regie.administration.createServiceProvider.mutate({ name, audienceId });
    const { id } = await create('Visio', 'visio');
    await create('Tchap', 'tchap');
    const code = async (attempt: Promise<unknown>) => (await trpcFailure(attempt)).domainCode;
    expect(await code(create('Visio', 'other'))).toBe('service_provider.name_taken');
    expect(await code(create('Other', 'visio'))).toBe('service_provider.audience_taken');
    const rename = staff.regie.administration.renameServiceProvider.mutate;
    expect(await code(rename({ id, name: 'Tchap' }))).toBe('service_provider.name_taken');
    expect(await code(rename({ id: UNKNOWN, name: 'x' }))).toBe('service_provider.not_found');
  });

  it('are for staff only', async () => {
    const { administration } = evry.alice.regie;
    const { id: organizationId } = evry.organization;
    for (const attempt of [
      () => administration.createServiceProvider.mutate({ name: 'x', audienceId: 'x' }),
      () => administration.renameServiceProvider.mutate({ id: UNKNOWN, name: 'x' }),
      () => administration.listServicesOf.query({ organizationId }),
      () => administration.listServices.query(),
    ]) {
      expect(await trpcFailure(attempt())).toMatchObject({ domainCode: 'service_provider.action_forbidden' });
    }
    const serviceProviderId = UNKNOWN;
    const allow = administration.setServiceAllowed.mutate({
      organizationId,
      serviceProviderId,
      isAllowed: true,
    });
    expect(await trpcFailure(allow)).toMatchObject({ domainCode: 'organization.action_forbidden' });
  });
});

describe('accounts', () => {
  it('are found by staff, active or not, from everywhere', async () => {
    const { accounts } = staff.regie.administration;
    const gone = await addUser(evry.world, { name: 'Zoé Gone', isActive: false });
    const { total, items } = await accounts.list.query({ search: 'ZOE', isActive: false });
    expect({ total, items }).toEqual({
      total: 1,
      items: [
        {
          id: gone.id,
          sub: gone.sub,
          email: gone.email,
          emailVerified: true,
          name: 'Zoé Gone',
          language: 'fr-fr',
          timezone: 'Europe/Paris',
          isDevice: false,
          isActive: false,
          isStaff: false,
          isSuperuser: false,
          lastLoginAt: null,
          createdAt: gone.createdAt.toISOString(),
          organization: null,
        },
      ],
    });
    const { id, name, registrationIds } = evry.organization;
    const inEvry = await accounts.list.query({ organizationId: id, page: { pageSize: 1 } });
    expect(inEvry).toMatchObject({ total: 3, items: [{ organization: { id, name, registrationIds } }] });
    expect((await accounts.list.query({ isStaff: true })).items.map((account) => account.id)).toEqual([
      staffUser.id,
    ]);
    expect(await accounts.get.query({ id: gone.id })).toMatchObject({
      id: gone.id,
      management: {
        changeActivity: true,
        changeStaff: false,
        changeSuperuser: false,
        changeOrganization: true,
      },
    });
    expect(await root.regie.administration.accounts.get.query({ id: gone.id })).toMatchObject({
      management: { changeActivity: true, changeStaff: true, changeSuperuser: false },
    });
    expect(await trpcFailure(accounts.get.query({ id: UNKNOWN }))).toMatchObject({
      domainCode: 'user.not_found',
    });
  });

  it('are moved to another organization by staff', async () => {
    const { accounts } = staff.regie.administration;
    const user = await addUser(evry.world);
    const client = await evry.world.signIn(user);
    const { id: organizationId } = evry.organization;
    const set = (to: string | null) => accounts.setOrganization.mutate({ id: user.id, organizationId: to });
    expect(await set(organizationId)).toEqual({ id: user.id, organizationId });
    expect((await client.rest('GET', 'users/me/')).body).toMatchObject({
      organization: { id: organizationId },
    });
    expect(await set(null)).toEqual({ id: user.id, organizationId: null });
    expect((await client.rest('GET', 'users/me/')).body).toMatchObject({ organization: null });
    expect(await trpcFailure(set(UNKNOWN))).toMatchObject({ domainCode: 'organization.not_found' });
    const own = evry.alice.regie.administration.accounts.setOrganization;
    expect(await trpcFailure(own.mutate({ id: user.id, organizationId }))).toMatchObject({
      domainCode: 'user.not_found',
    });
  });

  it('are hidden from everybody else', async () => {
    const { accounts } = evry.alice.regie.administration;
    for (const attempt of [
      () => accounts.list.query(),
      () => accounts.get.query({ id: evry.people.alice.id }),
      () => accounts.get.query({ id: UNKNOWN }),
    ]) {
      expect(await trpcFailure(attempt())).toMatchObject({
        code: 'FORBIDDEN',
        domainCode: 'user.action_forbidden',
      });
    }
  });
});

describe('flags of people', () => {
  it('switch an account off, with its sessions, and on again without them', async () => {
    const { world } = evry;
    const user = await addUser(world);
    const client = await world.signIn(user);
    const set = (isActive: boolean) =>
      staff.regie.administration.setUserFlags.mutate({ id: user.id, isActive });
    expect(await set(false)).toEqual({ id: user.id, isActive: false, isStaff: false });
    expect(await client.rest('GET', 'users/me/')).toMatchObject({ status: 401 });
    expect([...world.store.sessions.values()].some(({ owner }) => owner?.userId === user.id)).toBe(false);
    await set(true);
    expect(await client.rest('GET', 'users/me/')).toMatchObject({ status: 401 });
    expect(actions().slice(-3)).toEqual(['user.deactivated', 'user.sessions_ended', 'user.reactivated']);
  });

  it('make staff, by superusers', async () => {
    const { dave } = evry.people;
    const make = (client: ApiClient) =>
      trpcFailure(client.regie.administration.setUserFlags.mutate({ id: dave.id, isStaff: true }));
    expect(await make(staff)).toMatchObject({ domainCode: 'user.action_forbidden' });
    expect(await make(evry.alice)).toMatchObject({ domainCode: 'user.not_found' });
    const { administration } = root.regie;
    expect(await administration.setUserFlags.mutate({ id: dave.id, isStaff: true })).toMatchObject({
      isStaff: true,
    });
    expect(lastEntry()).toMatchObject({
      action: 'user.flags_changed',
      subjectId: dave.id,
      details: { isStaff: { before: false, after: true } },
    });
    const own = administration.setUserFlags.mutate({ id: staffUser.id, isActive: true });
    expect(await own).toMatchObject({ isActive: true });
  });
});
