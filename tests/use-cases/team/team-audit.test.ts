import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { TeamView } from '../../../src/application/team/team-queries.ts';
import type { AuditAction } from '../../../src/domain/audit/audit-action.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const FLAGS = {
  teamsDisplay: true,
  teamsCreate: true,
  contactsDisplay: false,
  contactsCreate: false,
  mailboxesCreate: false,
};

let world: UseCaseWorld;
let evry: Organization;
let alice: Actor;
let bob: Actor;
let team: TeamView;

const create = (name: string, parentId: TeamView['id'] | null = null) =>
  world.useCases.createTeam(alice, { name, parentId, isVisibleAllServices: false, serviceProviderIds: [] });

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { featureFlags: FLAGS } });
  evry = await world.addOrganization(makeOrganization());
  alice = (await world.addPerson({ organizationId: evry.id })).actor;
  bob = (await world.addPerson({ email: 'bob@evry.fr' })).actor;
  team = await create('Voirie');
});

/** The entries written since the team was created. */
const news = () => world.audited().slice(1);
const entry = (action: AuditAction, rest: object) => ({
  action,
  objectType: 'team',
  objectId: team.id,
  label: 'Voirie',
  organizationId: evry.id,
  actorId: alice.userId,
  origin: ORIGIN,
  occurredAt: START,
  ...rest,
});

it('tells of a new team and of its owner', async () => {
  expect(world.audited()).toMatchObject([
    entry('team.created', { subjectId: alice.userId, details: { role: 'owner', below: null } }),
  ]);
});

it('tells of an access granted, changed and revoked', async () => {
  const access = { teamId: team.id, userId: bob.userId, role: 'member' } as const;
  const { id } = await world.useCases.grantTeamAccess(alice, access);
  await world.useCases.setTeamRole(alice, { teamId: team.id, id, role: 'administrator' });
  await world.useCases.setTeamRole(alice, { teamId: team.id, id, role: undefined });
  await world.useCases.revokeTeamAccess(alice, team.id, id);
  const subjectId = bob.userId;
  expect(news()).toMatchObject([
    entry('team_access.granted', { subjectId, details: { role: 'member' } }),
    entry('team_access.role_changed', {
      subjectId,
      details: { role: { before: 'member', after: 'administrator' } },
    }),
    entry('team_access.revoked', { subjectId, details: { role: 'administrator' } }),
  ]);
});

it('tells of an invitation sent and withdrawn, and of an access given in its place', async () => {
  const sent = await world.useCases.teamInvitations.invite(alice, team.id, {
    email: 'New@Evry.fr',
    role: 'member',
  });
  if (sent.outcome !== 'invited') throw new Error('nobody has that address');
  await world.useCases.teamInvitations.withdraw(alice, team.id, sent.invitation.id);
  await world.useCases.teamInvitations.invite(alice, team.id, { email: 'bob@evry.fr', role: 'owner' });
  expect(news()).toMatchObject([
    entry('team_invitation.sent', { details: { email: 'new@evry.fr', role: 'member' } }),
    entry('team_invitation.withdrawn', { details: { email: 'new@evry.fr', role: 'member' } }),
    entry('team_access.granted', { subjectId: bob.userId, details: { role: 'owner' } }),
  ]);
});

it('tells what changed of a team, and nothing when nothing did', async () => {
  await world.useCases.updateTeam(alice, team.id, { name: 'Voirie' });
  await world.useCases.updateTeam(alice, team.id, { name: 'Routes', isVisibleAllServices: true });
  expect(news()).toMatchObject([
    entry('team.updated', {
      label: 'Routes',
      details: {
        name: { before: 'Voirie', after: 'Routes' },
        isVisibleAllServices: { before: false, after: true },
      },
    }),
  ]);
});

it('tells where a team went, and all that goes with one that is deleted', async () => {
  const other = await create('Élus');
  await world.useCases.moveTeam(alice, team.id, other.id);
  await world.useCases.deleteTeam(alice, other.id);
  expect(news().slice(1)).toMatchObject([
    entry('team.moved', {
      details: { path: { before: '00001', after: `${other.path}00001` }, below: other.id },
    }),
    entry('team.deleted', { objectId: other.id, label: 'Élus', details: { alsoDeleted: [team.id] } }),
  ]);
});

it('tells nothing of what was refused or lost', async () => {
  const access = { teamId: team.id, userId: bob.userId, role: 'owner' } as const;
  await expect(world.useCases.grantTeamAccess(bob, access)).rejects.toThrow();
  world.unitOfWork.plan('lost');
  await expect(world.useCases.grantTeamAccess(alice, access)).rejects.toThrow('commit');
  await expect(world.useCases.deleteTeam(bob, team.id)).rejects.toThrow();
  expect(news()).toEqual([]);
});
