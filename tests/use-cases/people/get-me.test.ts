import { beforeEach, expect, it } from 'vitest';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
beforeEach(async () => {
  world = await openUseCaseWorld();
});

const hidden = { canView: false, canCreate: false };

it('shows the person and their organization', async () => {
  const organization = await world.addOrganization(makeOrganization());
  const { user, actor } = await world.addPerson({ organizationId: organization.id });
  const me = await world.useCases.getMe(actor);
  expect(user).toMatchObject(me.user);
  expect(organization).toMatchObject(me.organization ?? { id: 'none' });
  expect(me).toEqual({
    user: expect.objectContaining({ id: user.id, name: user.name, email: user.email }),
    organization: expect.objectContaining({ id: organization.id, name: organization.name }),
    abilities: { contacts: { canView: true, canCreate: false }, teams: hidden, mailboxes: hidden },
  });
});

it('shows a person without organization', async () => {
  const { user, actor } = await world.addPerson();
  expect(await world.useCases.getMe(actor)).toMatchObject({
    user: { id: user.id, name: user.name, email: user.email },
    organization: undefined,
  });
});

it.each([
  ['member', false],
  ['administrator', true],
  ['owner', true],
] as const)('shows teams to the %s of one: %s', async (role, canView) => {
  const { user, actor } = await world.addPerson();
  const team = makeTeam();
  await world.seed.team(team);
  const access = makeTeamAccess({ teamId: team.id, userId: user.id, role });
  await world.unitOfWork.run(({ teamAccesses }) => teamAccesses.insertIfAbsent(access));
  expect((await world.useCases.getMe(actor)).abilities.teams).toEqual({ canView, canCreate: canView });
});

it('shows mailboxes to all who have an access to a domain', async () => {
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, await world.addMailDomain(), 'viewer');
  const { abilities } = await world.useCases.getMe(actor);
  expect(abilities.mailboxes).toEqual({ canView: true, canCreate: true });
});

it('asks a person whose account is gone to sign in', async () => {
  const { actor } = await world.addPerson();
  await expect(world.useCases.getMe({ ...actor, userId: newId() })).rejects.toMatchObject({
    code: 'session.required',
  });
});
