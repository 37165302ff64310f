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

let world: UseCaseWorld;
let staff: Actor;
let kept: Organization;
let other: Organization;
beforeEach(async () => {
  world = await openUseCaseWorld({ plugins: [LISTENING] });
  staff = (await world.addPerson({ isStaff: true })).actor;
  kept = await world.addOrganization(
    makeOrganization({ name: 'Évry', registrationIds: ['1'], domains: ['a.fr'] }),
  );
  other = await world.addOrganization(
    makeOrganization({ name: 'b.fr', registrationIds: [], domains: ['b.fr'] }),
  );
});

const merge = (isDryRun = false, by = staff) =>
  world.useCases.mergeOrganizations(by, { keepId: kept.id, otherId: other.id, isDryRun });
const stored = () => world.tables().organizations.all(() => true);

describe('merging two organizations', () => {
  it('unites what they are known by, moves their people and leaves a trace', async () => {
    const { user } = await world.addPerson({ organizationId: other.id });
    world.clock.advance(60);
    const expected = { ...kept, domains: ['a.fr', 'b.fr'], updatedAt: world.clock.now() };
    const references = {
      people: 1,
      administrators: 0,
      claims: 0,
      teams: 0,
      mailDomains: 0,
      serviceProviders: 0,
    };
    expect(await merge()).toEqual({ kept: expected, removed: other, references });
    expect(stored()).toEqual([expected]);
    expect(world.tables().users.find(user.id)).toMatchObject({ organizationId: kept.id });
    expect(world.audited()).toMatchObject([
      {
        action: 'organization.merged',
        actorId: staff.userId,
        objectId: kept.id,
        organizationId: kept.id,
        details: { mergedId: other.id, mergedName: 'b.fr', domains: ['b.fr'], people: 1 },
      },
      {
        action: 'organization.removed',
        objectId: other.id,
        organizationId: kept.id,
        details: { mergedInto: kept.id },
      },
    ]);
    const late = await world.useCases.authenticateUser({ sub: 'new', email: 'ana@b.fr' }, staff.origin);
    expect(late.organizationId).toBe(kept.id);
  });

  it('tells what it would do, and does nothing, in a dry run', async () => {
    await world.addPerson({ organizationId: other.id });
    const before = stored();
    const told = await merge(true);
    expect([stored(), world.audited(), world.jobs.waiting()]).toEqual([before, [], []]);
    expect(await merge()).toEqual(told);
  });

  it('does all of it or nothing', async () => {
    const before = stored();
    world.unitOfWork.plan('lost');
    await expect(merge()).rejects.toThrow('commit');
    expect([stored(), world.audited()]).toEqual([before, []]);
  });

  it('has the one kept looked up when it is still called by an identifier', async () => {
    await merge();
    expect(world.jobs.waiting()).toEqual([]);
    const unnamed = await world.addOrganization(
      makeOrganization({ name: 'c.fr', registrationIds: [], domains: ['c.fr'] }),
    );
    const identified = await world.addOrganization(makeOrganization({ registrationIds: ['2'] }));
    await world.useCases.mergeOrganizations(staff, {
      keepId: unnamed.id,
      otherId: identified.id,
      isDryRun: false,
    });
    expect(world.jobs.waiting()).toMatchObject([{ job: { event: { organizationId: unnamed.id } } }]);
  });

  it('is refused to anybody but staff, of one with itself and of one that is not there', async () => {
    const { actor } = await world.addPerson({ organizationId: kept.id });
    await expect(merge(true, actor)).rejects.toMatchObject({ code: 'organization.action_forbidden' });
    const { mergeOrganizations } = world.useCases;
    const pair = (keepId: Organization['id'], otherId: Organization['id']) =>
      mergeOrganizations(staff, { keepId, otherId, isDryRun: false });
    await expect(pair(kept.id, kept.id)).rejects.toMatchObject({ code: 'organization.merge_with_itself' });
    const value = newId<Organization['id']>();
    for (const attempt of [() => pair(kept.id, value), () => pair(value, kept.id)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'organization.not_found', params: { value } });
    }
  });
});

describe('k5-siret-spaces: registration ids that were stored as they were typed', () => {
  const normalize = (isDryRun: boolean) => world.useCases.normalizeRegistrationIds(staff, isDryRun);

  it('are stored as they are compared; of those that collide both stay, and are listed', async () => {
    const add = (registrationIds: string[], given: Partial<Organization> = {}) =>
      world.addOrganization(makeOrganization({ registrationIds, ...given }));
    const spaced = await add(['130 025 265 00013', '7'], { name: '130 025 265 00013' });
    const twice = await add(['213401722 01787', '213 401 722 01787']);
    const plain = await add(['20000000000001']);
    const dotted = await add(['200.000.000.00001']);
    const nobody = await add(['N/A']);
    const before = stored();

    const told = await normalize(true);
    expect(stored()).toEqual(before);
    expect(told).toHaveLength(6);
    expect(told).toEqual(
      expect.arrayContaining([
        {
          outcome: 'normalized',
          organizationId: spaced.id,
          value: '130 025 265 00013',
          registrationId: '13002526500013',
        },
        {
          outcome: 'normalized',
          organizationId: twice.id,
          value: '213401722 01787',
          registrationId: '21340172201787',
        },
        {
          outcome: 'normalized',
          organizationId: twice.id,
          value: '213 401 722 01787',
          registrationId: '21340172201787',
        },
        {
          outcome: 'collision',
          organizationId: plain.id,
          value: '20000000000001',
          registrationId: '20000000000001',
        },
        {
          outcome: 'collision',
          organizationId: dotted.id,
          value: '200.000.000.00001',
          registrationId: '20000000000001',
        },
        { outcome: 'placeholder', organizationId: nobody.id, value: 'N/A' },
      ]),
    );

    expect(await normalize(false)).toEqual(told);
    const find = (id: string) => stored().find((one) => one.id === id);
    expect(find(spaced.id)).toMatchObject({
      name: '13002526500013',
      registrationIds: ['13002526500013', '7'],
    });
    expect(find(twice.id)).toMatchObject({ name: twice.name, registrationIds: ['21340172201787'] });
    for (const one of [plain, dotted, nobody]) expect(find(one.id)).toEqual(one);
    expect(world.jobs.waiting()).toMatchObject([{ job: { event: { organizationId: spaced.id } } }]);

    expect((await normalize(false)).map(({ outcome }) => outcome).sort()).toEqual([
      'collision',
      'collision',
      'placeholder',
    ]);
    await world.useCases.mergeOrganizations(staff, {
      keepId: plain.id,
      otherId: dotted.id,
      isDryRun: false,
    });
    await normalize(false);
    expect(find(plain.id)).toMatchObject({ registrationIds: ['20000000000001'] });
  });

  it('are for staff', async () => {
    const { actor } = await world.addPerson();
    await expect(world.useCases.normalizeRegistrationIds(actor, true)).rejects.toMatchObject({
      code: 'organization.action_forbidden',
    });
  });
});
