import { beforeEach, expect, it } from 'vitest';
import type { TeamInvitationView } from '../../../src/application/invitation/team-invitations.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { TeamId } from '../../../src/domain/shared/ids.ts';
import type { TeamRole } from '../../../src/domain/team/team-access.ts';
import { newId } from '../../builders/new-id.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const DAY = 24 * 60 * 60;
const FLAGS = {
  teamsDisplay: true,
  teamsCreate: true,
  contactsDisplay: false,
  contactsCreate: false,
  mailboxesCreate: false,
};

let world: UseCaseWorld;
let owner: Actor;
let teamId: TeamId;
let invitation: TeamInvitationView;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { featureFlags: FLAGS } });
  owner = (await world.addPerson({ language: 'fr-fr' })).actor;
  const team = { name: 'Voirie', parentId: null, isVisibleAllServices: false, serviceProviderIds: [] };
  teamId = (await world.useCases.createTeam(owner, team)).id;
  const invited = await world.useCases.teamInvitations.invite(owner, teamId, {
    email: 'New@evry.fr',
    role: 'administrator',
  });
  if (invited.outcome !== 'invited') throw new Error('not invited');
  invitation = invited.invitation;
});

const refreshAs = (actor: Actor) => world.useCases.teamInvitations.refresh(actor, teamId, invitation.id);
const member = async (role: TeamRole): Promise<Actor> => {
  const { actor } = await world.addPerson();
  await world.useCases.grantTeamAccess(owner, { teamId, userId: actor.userId, role });
  return actor;
};

it('makes an expired invitation good for seven days more, and mails it in the language of its issuer', async () => {
  world.clock.advance(8 * DAY);
  expect(await world.useCases.teamInvitations.get(owner, teamId, invitation.id)).toMatchObject({
    isExpired: true,
  });
  const administrator = await member('administrator');
  expect(await refreshAs(administrator)).toMatchObject({
    outcome: 'invited',
    invitation: {
      id: invitation.id,
      isExpired: false,
      expiresAt: new Date(world.clock.now().getTime() + 7 * DAY * 1000),
    },
  });
  expect(await world.useCases.teamInvitations.get(owner, teamId, invitation.id)).toMatchObject({
    isExpired: false,
    issuerId: owner.userId,
  });
  await world.jobs.runAllJobs();
  expect(world.mailer.sent.map(({ to, language }) => [to, language])).toEqual([
    ['new@evry.fr', 'fr-fr'],
    ['new@evry.fr', 'fr-fr'],
  ]);
  expect(world.audited().at(-1)).toMatchObject({
    action: 'team_invitation.refreshed',
    details: { email: 'new@evry.fr', role: 'administrator' },
  });
});

it('admits somebody who has an account by now, and mails nothing', async () => {
  await world.addPerson({ email: 'NEW@evry.fr' });
  expect(await refreshAs(owner)).toMatchObject({ outcome: 'access_created' });
  await expect(refreshAs(owner)).rejects.toMatchObject({ code: 'team_invitation.not_found' });
  await world.jobs.runAllJobs();
  expect(world.mailer.sent).toHaveLength(1);
});

it('leaves no invitation behind when somebody with an account is invited again', async () => {
  await world.addPerson({ email: 'new@evry.fr' });
  const again = { email: 'new@evry.fr', role: 'member' } as const;
  expect(await world.useCases.teamInvitations.invite(owner, teamId, again)).toMatchObject({
    outcome: 'access_created',
  });
  const page = { number: 1, size: 10, order: [] };
  expect(await world.useCases.teamInvitations.list(owner, teamId, page)).toMatchObject({ total: 0 });
});

it('is for owners and administrators, within their own role', async () => {
  const [{ actor: outsider }, plain] = [await world.addPerson(), await member('member')];
  await expect(refreshAs(outsider)).rejects.toMatchObject({ code: 'team_invitation.not_found' });
  await expect(refreshAs(plain)).rejects.toMatchObject({ code: 'team_invitation.action_forbidden' });
  await expect(world.useCases.teamInvitations.refresh(owner, teamId, newId())).rejects.toMatchObject({
    code: 'team_invitation.not_found',
  });
  const forOwner = { email: 'boss@evry.fr', role: 'owner' } as const;
  const invited = await world.useCases.teamInvitations.invite(owner, teamId, forOwner);
  if (invited.outcome !== 'invited') throw new Error('not invited');
  const administrator = await member('administrator');
  await expect(
    world.useCases.teamInvitations.refresh(administrator, teamId, invited.invitation.id),
  ).rejects.toMatchObject({ code: 'team_invitation.role_too_high' });
});
