import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const evry = makeOrganization();
const lyon = makeOrganization();

let world: UseCaseWorld;
let staff: Actor;
let ana: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld();
  for (const organization of [evry, lyon]) await world.addOrganization(organization);
  staff = (await world.addPerson({ isStaff: true })).actor;
  ana = (await world.addPerson({ organizationId: evry.id, email: 'ana@evry.fr' })).actor;
});

const move = (organizationId: typeof evry.id | null, by = staff, id = ana.userId) =>
  world.useCases.moveUser(by, id, organizationId);
const organizationOf = ({ userId }: Actor) => world.tables().users.find(userId)?.organizationId;

it('moves a person to another organization, and to none', async () => {
  world.clock.advance(60);
  expect(await move(lyon.id)).toMatchObject({ organizationId: lyon.id, updatedAt: world.clock.now() });
  expect(organizationOf(ana)).toBe(lyon.id);
  expect(world.audited()).toMatchObject([
    {
      action: 'user.organization_changed',
      actorId: staff.userId,
      objectId: ana.userId,
      subjectId: ana.userId,
      label: 'ana@evry.fr',
      organizationId: lyon.id,
      details: { organizationId: { before: evry.id, after: lyon.id } },
    },
  ]);
  await move(null);
  expect(organizationOf(ana)).toBeNull();
  expect(world.audited().at(-1)).toMatchObject({
    organizationId: lyon.id,
    details: { organizationId: { before: lyon.id, after: null } },
  });
});

it('ends what they administered and claimed there, and nothing of others', async () => {
  const { actor: bob } = await world.addPerson({ organizationId: evry.id });
  await world.useCases.fileClaim(ana, evry.id, 'me');
  await world.useCases.fileClaim(bob, evry.id, 'me');
  await move(lyon.id);
  const statuses = () =>
    world
      .tables()
      .organizationClaims.all(() => true)
      .map(({ userId, status }) => [userId, status]);
  expect(statuses()).toEqual([
    [ana.userId, 'withdrawn'],
    [bob.userId, 'pending'],
  ]);
  await world.useCases.grantOrganizationAccess(staff, lyon.id, ana.userId);
  await move(evry.id);
  expect(world.tables().organizationAccesses.count(() => true)).toBe(0);
  expect(world.audited().map(({ action, organizationId }) => [action, organizationId])).toEqual([
    ['organization_claim.filed', evry.id],
    ['organization_claim.filed', evry.id],
    ['organization_claim.withdrawn', evry.id],
    ['user.organization_changed', lyon.id],
    ['organization_access.granted', lyon.id],
    ['organization_access.revoked', lyon.id],
    ['user.organization_changed', evry.id],
  ]);
});

it('does nothing when they are there already', async () => {
  await world.useCases.grantOrganizationAccess(staff, evry.id, ana.userId);
  await move(evry.id);
  expect(world.tables().organizationAccesses.count(() => true)).toBe(1);
  expect(world.audited()).toHaveLength(1);
});

it('moves them once when two staff members do at once, each from where they were', async () => {
  await Promise.all([move(lyon.id), move(null)]);
  const changes = world.audited().map(({ details }) => details['organizationId']);
  const [first, second] = changes as { before: unknown; after: unknown }[];
  expect(changes).toHaveLength(2);
  expect(first).toMatchObject({ before: evry.id });
  expect(second).toEqual({ before: first?.after, after: organizationOf(ana) });
});

it('is for staff, to an organization that is there, and not for themselves', async () => {
  const { actor: stranger } = await world.addPerson();
  const superuser = (await world.addPerson({ isSuperuser: true })).actor;
  for (const [attempt, code] of [
    [() => move(lyon.id, ana), 'user.not_found'],
    [() => move(lyon.id, stranger), 'user.not_found'],
    [() => move(lyon.id, staff, newId()), 'user.not_found'],
    [() => move(lyon.id, staff, staff.userId), 'user.action_forbidden'],
    [() => move(lyon.id, staff, superuser.userId), 'user.action_forbidden'],
    [() => move(newId()), 'organization.not_found'],
  ] as const) {
    await expect(attempt()).rejects.toMatchObject({ code });
  }
  expect(organizationOf(ana)).toBe(evry.id);
  expect(world.audited()).toEqual([]);
});
