import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { ServiceProvider } from '../../../src/domain/access/service-provider.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import type { OrganizationId, ServiceProviderId } from '../../../src/domain/shared/ids.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeOrganizationAccess } from '../../builders/make-organization-access.ts';
import { makeServiceProvider } from '../../builders/make-service-provider.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = { number: 1, size: 10, order: [{ field: 'name', descending: false }] } as const;

let world: UseCaseWorld;
let staff: Actor;
let evry: Organization;
let lyon: Organization;
/** Of Évry, with no right over it, and with all that there are. */
let member: Actor;
let administrator: Actor;
let docs: ServiceProvider;
let visio: ServiceProvider;

beforeEach(async () => {
  world = await openUseCaseWorld();
  staff = (await world.addPerson({ isStaff: true })).actor;
  [evry, lyon] = [makeOrganization({ name: 'Évry' }), makeOrganization({ name: 'Lyon' })];
  for (const organization of [evry, lyon]) await world.addOrganization(organization);
  member = (await world.addPerson({ organizationId: evry.id })).actor;
  administrator = (await world.addPerson({ organizationId: evry.id })).actor;
  docs = makeServiceProvider({ name: 'Docs', audienceId: 'docs' });
  visio = makeServiceProvider({ name: 'Visio', audienceId: 'visio' });
  await world.unitOfWork.run(async ({ serviceProviders, organizationAccesses }) => {
    await serviceProviders.insert(docs);
    await serviceProviders.insert(visio);
    await serviceProviders.link(evry.id, docs.id);
    await serviceProviders.link(lyon.id, visio.id);
    const access = { organizationId: evry.id, userId: administrator.userId };
    await organizationAccesses.insert(makeOrganizationAccess(access));
  });
});

const stored = () => world.tables().serviceProviders.all(() => true);
const namesOf = ({ items }: { readonly items: readonly ServiceProvider[] }) => items.map(({ name }) => name);
const usedBy = async (organizationId: OrganizationId) =>
  namesOf(await world.useCases.listServicesOf(staff, organizationId, PAGE));
const allow = (by: Actor, serviceProviderId: ServiceProviderId, isAllowed: boolean) =>
  world.useCases.setServiceAllowed(by, { organizationId: evry.id, serviceProviderId, isAllowed });
/** Has Évry use so many services more. */
const linkMore = (count: number) =>
  world.unitOfWork.run(async ({ serviceProviders }) => {
    for (const provider of Array.from({ length: count }, () => makeServiceProvider())) {
      await serviceProviders.insert(provider);
      await serviceProviders.link(evry.id, provider.id);
    }
  });

describe('people', () => {
  it('see the services of their organization, and no other', async () => {
    expect(namesOf(await world.useCases.listServiceProviders(member, {}, PAGE))).toEqual(['Docs']);
    expect(await world.useCases.getServiceProvider(member, docs.id)).toEqual(docs);
    for (const id of [visio.id, newId<ServiceProviderId>()]) {
      await expect(world.useCases.getServiceProvider(member, id)).rejects.toMatchObject({
        code: 'service_provider.not_found',
      });
    }
  });

  it('without organization see none', async () => {
    const { actor } = await world.addPerson();
    expect(await world.useCases.listServiceProviders(actor, {}, PAGE)).toEqual({ total: 0, items: [] });
    await expect(world.useCases.getServiceProvider(actor, docs.id)).rejects.toMatchObject({
      code: 'service_provider.not_found',
    });
  });

  it('who are not staff manage none, whatever they are in the organization', async () => {
    for (const by of [member, administrator]) {
      for (const attempt of [
        () => world.useCases.createServiceProvider(by, { name: 'Mine', audienceId: 'mine' }),
        () => world.useCases.renameServiceProvider(by, docs.id, 'Mine'),
        () => world.useCases.listServicesOf(by, evry.id, PAGE),
        () => world.useCases.listRegisteredServices(by, undefined, PAGE),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'service_provider.action_forbidden' });
      }
      for (const attempt of [() => allow(by, visio.id, true), () => allow(by, docs.id, false)]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'organization.action_forbidden' });
      }
    }
    expect(stored()).toEqual([docs, visio]);
    expect(await usedBy(evry.id)).toEqual(['Docs']);
    expect(world.audited()).toEqual([]);
  });
});

describe('staff', () => {
  it('see all there are, and find them by name and audience', async () => {
    const find = async (search?: string) =>
      namesOf(await world.useCases.listRegisteredServices(staff, search, PAGE));
    expect(await find()).toEqual(['Docs', 'Visio']);
    expect(await find('VIS')).toEqual(['Visio']);
    expect(await find('docs')).toEqual(['Docs']);
    expect(await usedBy(lyon.id)).toEqual(['Visio']);
  });

  it('register a service, which leaves a trace', async () => {
    const input = { name: 'Drive', audienceId: 'drive' };
    const created = await world.useCases.createServiceProvider(staff, input);
    expect(created).toEqual({ ...input, id: created.id, createdAt: START, updatedAt: START });
    expect(stored()).toEqual([docs, visio, created]);
    expect(world.audited()).toMatchObject([
      {
        action: 'service_provider.created',
        objectId: created.id,
        label: 'Drive',
        organizationId: null,
        actorId: staff.userId,
        details: { audienceId: 'drive' },
      },
    ]);
  });

  it.each([
    ['name', { name: 'Docs', audienceId: 'new' }, 'service_provider.name_taken'],
    ['audience', { name: 'New', audienceId: 'docs' }, 'service_provider.audience_taken'],
  ])('register none with the %s of another', async (_what, input, code) => {
    await expect(world.useCases.createServiceProvider(staff, input)).rejects.toMatchObject({ code });
    expect(stored()).toEqual([docs, visio]);
    expect(world.audited()).toEqual([]);
  });

  it('rename one, and nothing else of it', async () => {
    world.clock.advance(60);
    const renamed = await world.useCases.renameServiceProvider(staff, docs.id, 'Papers');
    expect(renamed).toEqual({ ...docs, name: 'Papers', updatedAt: world.clock.now() });
    expect(world.tables().serviceProviders.find(docs.id)).toEqual(renamed);
    expect(world.audited()).toMatchObject([
      { action: 'service_provider.renamed', details: { name: { before: 'Docs', after: 'Papers' } } },
    ]);
    await expect(world.useCases.renameServiceProvider(staff, docs.id, 'Visio')).rejects.toMatchObject({
      code: 'service_provider.name_taken',
    });
    const unknown = newId<ServiceProviderId>();
    await expect(world.useCases.renameServiceProvider(staff, unknown, 'X')).rejects.toMatchObject({
      code: 'service_provider.not_found',
    });
    expect(world.audited()).toHaveLength(1);
  });

  it('let an organization use a service, and no longer; what is so already leaves no trace', async () => {
    await allow(staff, visio.id, true);
    await allow(staff, visio.id, true);
    expect(await usedBy(evry.id)).toEqual(['Docs', 'Visio']);
    await allow(staff, docs.id, false);
    await allow(staff, docs.id, false);
    expect(await usedBy(evry.id)).toEqual(['Visio']);
    expect(await usedBy(lyon.id)).toEqual(['Visio']);
    const about = { objectId: evry.id, label: 'Évry', organizationId: evry.id };
    expect(world.audited()).toMatchObject([
      {
        ...about,
        action: 'organization.service_provider_added',
        details: { serviceProviderId: visio.id, name: 'Visio' },
      },
      {
        ...about,
        action: 'organization.service_provider_removed',
        details: { serviceProviderId: docs.id, name: 'Docs' },
      },
    ]);
  });

  it('get what is not there', async () => {
    await expect(allow(staff, newId(), true)).rejects.toMatchObject({ code: 'service_provider.not_found' });
    const input = { organizationId: newId<OrganizationId>(), serviceProviderId: docs.id, isAllowed: true };
    await expect(world.useCases.setServiceAllowed(staff, input)).rejects.toMatchObject({
      code: 'organization.not_found',
    });
  });

  it('let an organization use as many as there can be', async () => {
    await linkMore(999);
    await expect(allow(staff, visio.id, true)).rejects.toMatchObject({
      code: 'list.full',
      params: { field: 'service_provider', max: '1000' },
    });
    await expect(world.useCases.getServiceProvider(member, visio.id)).rejects.toThrow();
    await allow(staff, docs.id, false);
    await allow(staff, visio.id, true);
    expect(await world.useCases.getServiceProvider(member, visio.id)).toEqual(visio);
  });

  it('take a service away also where there are more than there can be, from before there was a bound', async () => {
    await linkMore(1_001);
    await allow(staff, docs.id, false);
    await expect(world.useCases.getServiceProvider(member, docs.id)).rejects.toThrow();
  });
});
