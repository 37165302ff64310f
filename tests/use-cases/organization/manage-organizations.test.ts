import { beforeEach, describe, expect, it } from 'vitest';
import type { Plugin } from '../../../src/application/organization/plugins/plugin.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const LISTENING: Plugin = {
  name: 'plugins.listening',
  hooks: { organizationCreated: async () => ({ done: true }) },
};
const NONE = { registrationIds: [], domains: [] };

let world: UseCaseWorld;
let staff: Actor;
let evry: Organization;

beforeEach(async () => {
  world = await openUseCaseWorld({ plugins: [LISTENING] });
  staff = (await world.addPerson({ isStaff: true })).actor;
  evry = await world.addOrganization(
    makeOrganization({ name: 'Évry', registrationIds: ['1', '2'], domains: ['evry.fr'] }),
  );
});
const stored = () => world.tables().organizations.all(() => true);
const lastEntry = () => world.audited().at(-1);

describe('creating an organization', () => {
  it('stores it, tells the plugins and leaves a trace, in one transaction', async () => {
    const input = { name: 'Lyon', registrationIds: [' 5 '], domains: ['LYON.fr'] };
    const created = await world.useCases.createOrganization(staff, input);
    expect(created).toMatchObject({
      name: 'Lyon',
      registrationIds: ['5'],
      domains: ['lyon.fr'],
      isActive: true,
    });
    expect(world.tables().organizations.find(created.id)).toEqual(created);
    expect(lastEntry()).toMatchObject({
      action: 'organization.created',
      actorId: staff.userId,
      objectId: created.id,
      organizationId: created.id,
      details: { registrationIds: ['5'], domains: ['lyon.fr'] },
    });
    expect(world.jobs.waiting()).toMatchObject([
      {
        job: { name: 'run_plugin_hook', event: { hook: 'organization_created', organizationId: created.id } },
      },
    ]);
  });

  it('keeps nothing of it when the commit fails', async () => {
    world.unitOfWork.plan('lost');
    const attempt = world.useCases.createOrganization(staff, { ...NONE, domains: ['lyon.fr'] });
    await expect(attempt).rejects.toThrow('commit');
    expect([stored().length, world.audited(), world.jobs.waiting()]).toEqual([1, [], []]);
  });

  it('calls it by its first identifier when no name is given', async () => {
    const create = (registrationIds: string[], domains: string[]) =>
      world.useCases.createOrganization(staff, { registrationIds, domains });
    expect(await create(['7', '8'], ['b.fr'])).toMatchObject({ name: '7' });
    expect(await create([], ['c.fr'])).toMatchObject({ name: 'c.fr' });
    expect(await create([`1${'é'.repeat(127)}`], [])).toMatchObject({ name: `1${'é'.repeat(99)}` });
  });

  it('takes in the next person who signs in with its domain', async () => {
    const { id } = await world.useCases.createOrganization(staff, { ...NONE, domains: ['lyon.fr'] });
    const ana = await world.useCases.authenticateUser({ sub: 'new', email: 'ana@lyon.fr' }, staff.origin);
    expect(ana.organizationId).toBe(id);
  });

  it.each([
    [NONE, 'organization.identifier_required', {}],
    [{ ...NONE, registrationIds: [' '] }, 'organization.registration_id_invalid', { value: '' }],
    [{ ...NONE, registrationIds: ['2'] }, 'organization.registration_id_taken', { value: '2' }],
    [{ ...NONE, domains: ['x'] }, 'organization.domain_invalid', { value: 'x' }],
    [{ ...NONE, domains: ['Evry.FR'] }, 'organization.domain_taken', { value: 'evry.fr' }],
  ])('refuses %j', async (input, code, params) => {
    const attempt = world.useCases.createOrganization(staff, input);
    await expect(attempt).rejects.toMatchObject({ code, params });
    expect(stored()).toEqual([evry]);
    expect(world.audited()).toEqual([]);
  });
});

describe('editing an organization', () => {
  const edit = (changes: Parameters<typeof world.useCases.editOrganization>[2], actor = staff) =>
    world.useCases.editOrganization(actor, evry.id, changes);

  it('replaces what is given, and tells what it was', async () => {
    world.clock.advance(60);
    const changed = await edit({ registrationIds: ['2', '3'], isActive: false });
    const expected = { ...evry, registrationIds: ['2', '3'], isActive: false, updatedAt: world.clock.now() };
    expect(changed).toEqual(expected);
    expect(stored()).toEqual([expected]);
    expect(lastEntry()).toMatchObject({
      action: 'organization.updated',
      objectId: evry.id,
      organizationId: evry.id,
      label: 'Évry',
      details: {
        registrationIds: { before: '1, 2', after: '2, 3' },
        isActive: { before: true, after: false },
      },
    });
    await edit({ name: 'Évry 2', domains: [] });
    expect(lastEntry()).toMatchObject({
      label: 'Évry 2',
      details: { name: { before: 'Évry', after: 'Évry 2' }, domains: { before: 'evry.fr', after: '' } },
    });
  });

  it('tells of the order of registration ids, of which the first is the main one', async () => {
    await edit({ registrationIds: ['2', '1'] });
    expect(lastEntry()).toMatchObject({ details: { registrationIds: { before: '1, 2', after: '2, 1' } } });
  });

  it('does nothing when it is so already', async () => {
    expect(await edit({ name: 'Évry', registrationIds: ['1', '2'], domains: ['EVRY.fr'] })).toEqual(evry);
    expect(await edit({})).toEqual(evry);
    expect(world.audited()).toEqual([]);
  });

  it('refuses to leave nothing to match people by, and what is invalid or taken', async () => {
    await world.addOrganization(makeOrganization({ registrationIds: ['9'], domains: ['nine.fr'] }));
    for (const [changes, code] of [
      [{ registrationIds: [], domains: [] }, 'organization.identifier_required'],
      [{ registrationIds: ['1', ''] }, 'organization.registration_id_invalid'],
      [{ domains: ['nope'] }, 'organization.domain_invalid'],
      [{ registrationIds: ['9'] }, 'organization.registration_id_taken'],
      [{ domains: ['nine.fr'] }, 'organization.domain_taken'],
    ] as const) {
      await expect(edit({ name: 'Other', ...changes })).rejects.toMatchObject({ code });
    }
    expect(stored()).toContainEqual(evry);
    expect(world.audited()).toEqual([]);
  });

  it('takes a registration id that does not fit today, as long as the list is left alone', async () => {
    const pattern = /^[0-9]{14}$/;
    const { claims, ...signInSettings } = world.settings.signInSettings;
    world = await openUseCaseWorld({
      settings: {
        signInSettings: { ...signInSettings, claims: { ...claims, registrationIdPattern: pattern } },
      },
    });
    staff = (await world.addPerson({ isStaff: true })).actor;
    await world.addOrganization(evry);
    expect(await edit({ name: 'Other', domains: ['other.fr'] })).toMatchObject({
      registrationIds: ['1', '2'],
    });
    await expect(edit({ registrationIds: ['1', '3'] })).rejects.toMatchObject({
      code: 'organization.registration_id_invalid',
    });
  });
});

it('plugins are notified again of an organization, once however often that is asked for', async () => {
  expect(await world.useCases.tellPlugins(staff, evry.id)).toEqual(['plugins.listening']);
  await world.useCases.tellPlugins(staff, evry.id);
  expect(world.jobs.waiting()).toMatchObject([
    { job: { name: 'run_plugin_hook', event: { hook: 'organization_created', organizationId: evry.id } } },
  ]);
});

it('organizations are managed by staff alone', async () => {
  const { actor: member } = await world.addPerson({ organizationId: evry.id });
  const { actor: administrator } = await world.addPerson({ organizationId: evry.id });
  await world.useCases.grantOrganizationAccess(staff, evry.id, administrator.userId);
  const { actor: stranger } = await world.addPerson();
  const page = { number: 1, size: 20, order: [] } as const;
  const { createOrganization, editOrganization, inspectOrganization, listOrganizations } = world.useCases;
  for (const actor of [member, administrator, stranger]) {
    const hidden = actor === stranger ? 'organization.not_found' : 'organization.action_forbidden';
    for (const [attempt, code] of [
      [() => createOrganization(actor, { ...NONE, domains: ['x.fr'] }), 'organization.action_forbidden'],
      [() => listOrganizations(actor, {}, page), 'organization.action_forbidden'],
      [() => editOrganization(actor, evry.id, { name: 'x' }), hidden],
      [() => inspectOrganization(actor, evry.id), hidden],
      [() => world.useCases.tellPlugins(actor, evry.id), hidden],
    ] as const) {
      await expect(attempt()).rejects.toMatchObject({ code });
    }
  }
  for (const attempt of [
    () => editOrganization(staff, newId(), {}),
    () => inspectOrganization(staff, newId()),
    () => world.useCases.tellPlugins(staff, newId()),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'organization.not_found' });
  }
  expect(await inspectOrganization(staff, evry.id)).toMatchObject({
    organization: evry,
    management: { edit: true, claim: false },
  });
  expect(await listOrganizations(staff, {}, page)).toMatchObject({
    total: 1,
    items: [{ id: evry.id, administrators: 1 }],
    management: { list: true, create: true },
  });
});
