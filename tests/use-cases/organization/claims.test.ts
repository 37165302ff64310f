import { beforeEach, describe, expect, it } from 'vitest';
import type { Plugin } from '../../../src/application/organization/plugins/plugin.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const LISTENING: Plugin = {
  name: 'plugins.listening',
  hooks: { organizationAccessGranted: async () => ({ done: true }) },
};
const PAGE = { number: 1, size: 20, order: [{ field: 'created_at', descending: false }] } as const;

let world: UseCaseWorld;
let evry: Organization;
let alice: Actor;
let bob: Actor;
let staff: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld({ plugins: [LISTENING] });
  evry = await world.addOrganization(makeOrganization());
  const organizationId = evry.id;
  alice = (await world.addPerson({ organizationId })).actor;
  bob = (await world.addPerson({ organizationId })).actor;
  staff = (await world.addPerson({ isStaff: true })).actor;
});

const file = (actor: Actor, reason = 'I run it') => world.useCases.fileClaim(actor, evry.id, reason);
const statuses = () =>
  world
    .tables()
    .organizationClaims.all(() => true)
    .map(({ status }) => status);
const administrators = () =>
  world
    .tables()
    .organizationAccesses.all(() => true)
    .map(({ userId }) => userId);
const actions = () => world.audited().map(({ action, subjectId }) => [action, subjectId]);

describe('an organization without administrator', () => {
  it('gets the administrator whom a staff member chooses among those who ask', async () => {
    await file(alice);
    const { id } = await file(bob);
    await world.useCases.approveClaim(staff, id);
    expect(administrators()).toEqual([bob.userId]);
    expect(statuses()).toEqual(['rejected', 'approved']);
    expect(actions()).toEqual([
      ['organization_claim.filed', alice.userId],
      ['organization_claim.filed', bob.userId],
      ['organization_access.granted', bob.userId],
      ['organization_claim.rejected', alice.userId],
      ['organization_claim.approved', bob.userId],
    ]);
    const event = { hook: 'organization_access_granted', organizationId: evry.id, userId: bob.userId };
    expect(world.jobs.waiting()).toContainEqual(
      expect.objectContaining({
        job: expect.objectContaining({ name: 'run_plugin_hook', event: expect.objectContaining(event) }),
      }),
    );
  });

  it('gets one when two staff members decide at once, and the other decision is refused', async () => {
    const claims = [await file(alice), await file(bob)];
    const results = await Promise.allSettled(claims.map(({ id }) => world.useCases.approveClaim(staff, id)));
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'organization_claim.already_decided' } },
    ]);
    expect(administrators()).toHaveLength(1);
  });

  it('gets whom a staff member names directly, which settles what others asked', async () => {
    await file(alice);
    await world.useCases.grantOrganizationAccess(staff, evry.id, bob.userId);
    expect(administrators()).toEqual([bob.userId]);
    expect(statuses()).toEqual(['rejected']);
  });

  it('is asked for once by a person, and again after a refusal or a withdrawal', async () => {
    const { id } = await file(alice);
    await expect(file(alice)).rejects.toMatchObject({ code: 'organization_claim.already_filed' });
    await world.useCases.rejectClaim(staff, id);
    const again = await file(alice);
    await world.useCases.withdrawClaim(alice, again.id);
    await file(alice);
    expect(statuses()).toEqual(['rejected', 'withdrawn', 'pending']);
    const rejected = world.tables().organizationClaims.find(id);
    expect(rejected).toMatchObject({ decidedBy: staff.userId });
  });
});

describe('refused', () => {
  it('a claim while it has an administrator', async () => {
    await world.useCases.grantOrganizationAccess(staff, evry.id, bob.userId);
    await expect(file(alice)).rejects.toMatchObject({ code: 'organization_claim.has_administrator' });
    await expect(file(bob)).rejects.toMatchObject({ code: 'organization.action_forbidden' });
  });

  it('a claim from elsewhere', async () => {
    const { actor: stranger } = await world.addPerson();
    await expect(file(stranger)).rejects.toMatchObject({ code: 'organization.not_found' });
    await expect(file(staff)).rejects.toMatchObject({ code: 'organization.action_forbidden' });
  });

  it('a decision by anybody but staff, who do not learn what there is', async () => {
    const { id } = await file(alice);
    for (const decide of [world.useCases.approveClaim, world.useCases.rejectClaim]) {
      await expect(decide(alice, id)).rejects.toMatchObject({ code: 'organization_claim.not_found' });
      await expect(decide(staff, newId())).rejects.toMatchObject({ code: 'organization_claim.not_found' });
    }
    await expect(world.useCases.withdrawClaim(bob, id)).rejects.toMatchObject({
      code: 'organization_claim.not_found',
    });
    expect(statuses()).toEqual(['pending']);
  });

  it('a decision for a person who has left meanwhile', async () => {
    const { id } = await file(alice);
    await world.unitOfWork.run(async ({ users }) => {
      const user = await users.lock(alice.userId);
      if (user) await users.update({ ...user, isActive: false });
    });
    await expect(world.useCases.approveClaim(staff, id)).rejects.toMatchObject({
      code: 'organization_access.unknown_user',
    });
    expect(administrators()).toEqual([]);
  });

  it('everything when the commit fails', async () => {
    const { id } = await file(alice);
    await world.jobs.runAllJobs();
    world.unitOfWork.plan('lost');
    await expect(world.useCases.approveClaim(staff, id)).rejects.toThrow('commit');
    expect([administrators(), statuses(), world.jobs.waiting()]).toEqual([[], ['pending'], []]);
  });
});

it('claims are listed to staff, and to people their own', async () => {
  await file(alice);
  await file(bob);
  const list = async (actor: Actor) =>
    (await world.useCases.listClaims(actor, {}, PAGE)).items.map(({ userId }) => userId);
  expect(await list(staff)).toHaveLength(2);
  expect(await list(bob)).toEqual([bob.userId]);
});

describe('administrators', () => {
  beforeEach(async () => {
    await world.useCases.grantOrganizationAccess(staff, evry.id, alice.userId);
  });
  const accessOf = ({ userId }: Actor) => {
    const access = world.tables().organizationAccesses.first((candidate) => candidate.userId === userId);
    if (!access) throw new Error('they administer nothing');
    return access.id;
  };
  const revoke = (actor: Actor, whose: Actor) =>
    world.useCases.revokeOrganizationAccess(actor, evry.id, accessOf(whose));

  it('name and remove others, and themselves unless they are the last', async () => {
    await expect(revoke(alice, alice)).rejects.toMatchObject({
      code: 'organization_access.last_administrator',
    });
    await world.useCases.grantOrganizationAccess(alice, evry.id, bob.userId);
    await revoke(alice, alice);
    expect(administrators()).toEqual([bob.userId]);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'organization_access.revoked',
      actorId: alice.userId,
      subjectId: alice.userId,
    });
  });

  it('who both leave at once leave one of them', async () => {
    await world.useCases.grantOrganizationAccess(alice, evry.id, bob.userId);
    const results = await Promise.allSettled([revoke(alice, alice), revoke(bob, bob)]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(administrators()).toHaveLength(1);
  });

  it('can all be removed by staff', async () => {
    await revoke(staff, alice);
    expect(administrators()).toEqual([]);
  });

  it('name active members only, once', async () => {
    const { actor: stranger } = await world.addPerson();
    const { actor: gone } = await world.addPerson({ organizationId: evry.id, isActive: false });
    const name = ({ userId }: Actor) => world.useCases.grantOrganizationAccess(alice, evry.id, userId);
    for (const who of [stranger, gone]) {
      await expect(name(who)).rejects.toMatchObject({ code: 'organization_access.unknown_user' });
    }
    await expect(name(alice)).rejects.toMatchObject({ code: 'organization_access.already_exists' });
  });

  it('are named and removed by no other', async () => {
    await expect(world.useCases.grantOrganizationAccess(bob, evry.id, bob.userId)).rejects.toMatchObject({
      code: 'organization.action_forbidden',
    });
    await expect(revoke(bob, alice)).rejects.toMatchObject({ code: 'organization.action_forbidden' });
  });

  it('are seen by members and staff', async () => {
    const list = (actor: Actor) => world.useCases.listOrganizationAccesses(actor, evry.id, PAGE);
    expect(await list(bob)).toMatchObject({
      total: 1,
      items: [{ userId: alice.userId }],
      management: { manageAccesses: false },
    });
    expect(await list(staff)).toMatchObject({ total: 1, management: { decideClaims: true } });
    const { actor: stranger } = await world.addPerson();
    await expect(list(stranger)).rejects.toMatchObject({ code: 'organization.not_found' });
  });
});
