import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { InviteAcrossOrganizations } from '../../../src/domain/people/reached-at-once.ts';
import type { User } from '../../../src/domain/people/user.ts';
import type { OrganizationId, TeamId } from '../../../src/domain/shared/ids.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const DAY = 24 * 60 * 60;
const UNKNOWN = 'nobody@lyon.fr';

let world: UseCaseWorld;
let ours: OrganizationId;
let theirs: OrganizationId;
let owner: Actor;
let stranger: { user: User; actor: Actor };
let colleague: { user: User; actor: Actor };
let teamId: TeamId;
let domain: MailDomain;

async function open(inviteAcrossOrganizations: InviteAcrossOrganizations = 'accept') {
  world = await openUseCaseWorld({
    settings: {
      inviteAcrossOrganizations,
      featureFlags: {
        teamsDisplay: true,
        teamsCreate: true,
        contactsDisplay: false,
        contactsCreate: false,
        mailboxesCreate: false,
      },
    },
  });
  const [evry, lyon] = [makeOrganization(), makeOrganization()];
  [ours, theirs] = [evry.id, lyon.id];
  for (const organization of [evry, lyon]) await world.addOrganization(organization);
  owner = (await world.addPerson({ organizationId: ours })).actor;
  colleague = await world.addPerson({ organizationId: ours, email: 'colleague@evry.fr' });
  stranger = await world.addPerson({ organizationId: theirs, email: 'Stranger@lyon.fr', sub: 'stranger' });
  const team = { name: 'Voirie', parentId: null, isVisibleAllServices: false, serviceProviderIds: [] };
  teamId = (await world.useCases.createTeam(owner, team)).id;
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  await world.giveAccess(owner, domain, 'owner');
}
beforeEach(() => open());

const invitations = {
  team: (email: string) => world.useCases.teamInvitations.invite(owner, teamId, { email, role: 'member' }),
  'mail domain': (email: string) =>
    world.useCases.mailDomainInvitations.invite(owner, domain.slug, { email, role: 'viewer' }),
} as const;
const accessesOf = ({ id }: User) => [
  ...world.tables().teamAccesses.all(({ userId }) => userId === id),
  ...world.tables().mailDomainAccesses.all(({ userId }) => userId === id),
];
const received = () => world.useCases.receivedInvitations.list(stranger.actor);
const signIn = () =>
  world.useCases.authenticateUser(
    { sub: 'stranger', email: stranger.user.email, email_verified: true },
    ORIGIN,
  );
const idOfFirst = async () => {
  const [first] = await received();
  if (!first) throw new Error('one was received');
  return first.id;
};

describe.each(Object.entries(invitations))('to a %s', (kind, invite) => {
  it('somebody of another organization is invited, with a mail, as somebody without account is', async () => {
    const [known, unknown] = [await invite('STRANGER@lyon.fr'), await invite(UNKNOWN)];
    await world.jobs.runDueJobs();
    expect(known).toMatchObject({ outcome: 'invited', invitation: { email: 'stranger@lyon.fr' } });
    expect(unknown).toMatchObject({ outcome: 'invited' });
    expect(accessesOf(stranger.user)).toEqual([]);
    expect(world.mailer.sent.map(({ to, ...mail }) => [to, mail.content])).toEqual([
      ['stranger@lyon.fr', world.mailer.sent[1]?.content],
      [UNKNOWN, world.mailer.sent[0]?.content],
    ]);
  });

  it('a colleague gets the access at once, and somebody of another organization where that is wanted', async () => {
    expect(await invite('colleague@evry.fr')).toMatchObject({ outcome: 'access_created' });
    expect(accessesOf(colleague.user)).toHaveLength(1);
    await open('direct');
    expect(await invite('stranger@lyon.fr')).toMatchObject({ outcome: 'access_created' });
    expect(accessesOf(stranger.user)).toHaveLength(1);
    expect(await received()).toEqual([]);
  });

  it('people without organization are of none together', async () => {
    await world.addPerson({ organizationId: null, email: 'lone@lyon.fr' });
    expect(await invite('lone@lyon.fr')).toMatchObject({ outcome: 'invited' });
  });

  it('several accounts of others with one address are no account to them, and do not hide a colleague', async () => {
    await world.addPerson({ organizationId: theirs, email: 'stranger@lyon.fr' });
    expect(await invite('stranger@lyon.fr')).toMatchObject({ outcome: 'invited' });
    await world.addPerson({ organizationId: theirs, email: 'colleague@evry.fr' });
    expect(await invite('colleague@evry.fr')).toMatchObject({ outcome: 'access_created' });
  });

  it('the next sign-in turns it into the access, once, audited', async () => {
    await invite('stranger@lyon.fr');
    await signIn();
    await signIn();
    expect(accessesOf(stranger.user)).toHaveLength(1);
    expect(await received()).toEqual([]);
    const action = kind === 'team' ? 'team_invitation.accepted' : 'mail_domain_invitation.accepted';
    expect(world.audited().filter((entry) => entry.action === action)).toMatchObject([
      { actorId: stranger.user.id, subjectId: stranger.user.id },
    ]);
  });

  it('its person sees it and accepts it, nobody else does, and not once it has expired', async () => {
    await invite('stranger@lyon.fr');
    const id = await idOfFirst();
    expect(await world.useCases.receivedInvitations.list(colleague.actor)).toEqual([]);
    for (const answer of ['accept', 'decline'] as const) {
      await expect(world.useCases.receivedInvitations[answer](colleague.actor, id)).rejects.toMatchObject({
        code: 'invitation.not_found',
      });
    }
    world.clock.advance(7 * DAY);
    expect(await received()).toEqual([]);
    await expect(world.useCases.receivedInvitations.accept(stranger.actor, id)).rejects.toMatchObject({
      code: 'invitation.not_found',
    });
    await signIn();
    expect(accessesOf(stranger.user)).toEqual([]);
    world.clock.advance(-7 * DAY);
    await world.useCases.receivedInvitations.accept(stranger.actor, id);
    expect(accessesOf(stranger.user)).toHaveLength(1);
    await expect(world.useCases.receivedInvitations.accept(stranger.actor, id)).rejects.toMatchObject({
      code: 'invitation.not_found',
    });
  });

  it('whoever declines it gets no access by signing in', async () => {
    await invite('stranger@lyon.fr');
    await world.useCases.receivedInvitations.decline(stranger.actor, await idOfFirst());
    await signIn();
    expect(accessesOf(stranger.user)).toEqual([]);
    expect(world.audited().at(-1)).toMatchObject({
      action: kind === 'team' ? 'team_invitation.declined' : 'mail_domain_invitation.declined',
      subjectId: stranger.user.id,
    });
  });

  it('an address that nobody vouches for receives nothing', async () => {
    const { actor } = await world.addPerson({ email: 'unverified@lyon.fr', emailVerified: false });
    await invite('unverified@lyon.fr');
    expect(await world.useCases.receivedInvitations.list(actor)).toEqual([]);
  });

  it('is repeated by another mail, not by an access', async () => {
    const outcome = await invite('stranger@lyon.fr');
    if (outcome.outcome !== 'invited') throw new Error('not invited');
    const { id } = outcome.invitation;
    const refreshed =
      'teamId' in outcome.invitation
        ? await world.useCases.teamInvitations.refresh(owner, teamId, outcome.invitation.id)
        : await world.useCases.mailDomainInvitations.refresh(owner, domain.slug, outcome.invitation.id);
    expect(refreshed).toMatchObject({ outcome: 'invited', invitation: { id } });
    expect(accessesOf(stranger.user)).toEqual([]);
  });
});

it('accepting an invitation to a team tells its webhooks', async () => {
  const webhook = { url: 'https://scim.example.com/Groups/1', protocol: 'scim', secret: null } as const;
  await world.useCases.createWebhook(owner, { teamId, ...webhook });
  await invitations.team('stranger@lyon.fr');
  expect(world.tables().webhookDeliveries.count(() => true)).toBe(0);
  await world.useCases.receivedInvitations.accept(stranger.actor, await idOfFirst());
  expect(world.tables().webhookDeliveries.all(() => true)).toMatchObject([
    { userId: stranger.user.id, operation: 'add' },
  ]);
});

it('an access by id is for colleagues: others are as if they were not there', async () => {
  const userId = stranger.user.id;
  await expect(
    world.useCases.grantTeamAccess(owner, { teamId, userId, role: 'member' }),
  ).rejects.toMatchObject({ code: 'team_access.unknown_user', params: { value: userId } });
  const toDomain = { slug: domain.slug, userId, role: 'viewer' } as const;
  await expect(world.useCases.grantMailDomainAccess(owner, toDomain)).rejects.toMatchObject({
    code: 'mail_domain_access.unknown_user',
    params: { value: userId },
  });
  await world.useCases.grantTeamAccess(owner, { teamId, userId: colleague.user.id, role: 'member' });
  await world.useCases.grantMailDomainAccess(owner, { ...toDomain, userId: colleague.user.id });
  expect(accessesOf(colleague.user)).toHaveLength(2);
  await open('direct');
  const theirId = { userId: stranger.user.id };
  await world.useCases.grantTeamAccess(owner, { teamId, role: 'member', ...theirId });
  await world.useCases.grantMailDomainAccess(owner, { slug: domain.slug, role: 'viewer', ...theirId });
  expect(accessesOf(stranger.user)).toHaveLength(2);
});
