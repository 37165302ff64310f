import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeOrganizationAccess } from '../../builders/make-organization-access.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let organization: Organization;
let member: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld();
  organization = await world.addOrganization(makeOrganization());
  member = (await world.addPerson({ organizationId: organization.id })).actor;
});

const administer = ({ userId }: Actor, { id: organizationId }: Organization) =>
  world.seed.organizationAccess(makeOrganizationAccess({ organizationId, userId }));

it('shows members their organization, to read', async () => {
  expect(await world.useCases.getOrganization(member, organization.id)).toEqual({
    organization,
    abilities: { get: true, patch: false, put: false, delete: false },
  });
});

it('lets administrators change it', async () => {
  await administer(member, organization);
  expect((await world.useCases.getOrganization(member, organization.id)).abilities).toEqual({
    get: true,
    patch: true,
    put: true,
    delete: false,
  });
});

it('hides it from everybody else, people without organization and its administrators from elsewhere', async () => {
  const other = await world.addOrganization(makeOrganization());
  const { actor: stranger } = await world.addPerson({ organizationId: other.id });
  const { actor: nobody } = await world.addPerson();
  const { actor: consultant } = await world.addPerson({ organizationId: other.id });
  await administer(consultant, organization);
  for (const actor of [stranger, nobody, consultant]) {
    await expect(world.useCases.getOrganization(actor, organization.id)).rejects.toMatchObject({
      code: 'organization.not_found',
    });
  }
});

it('knows no organization of another id', async () => {
  await expect(world.useCases.getOrganization(member, newId())).rejects.toMatchObject({
    code: 'organization.not_found',
  });
});
