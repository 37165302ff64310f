import { expect, it } from 'vitest';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { makeTeamInvitation } from '../../builders/make-team-invitation.ts';
import { openRecognition } from '../../support/recognition.ts';
import { openUseCaseWorld, START } from '../../support/use-case-world.ts';
import { webhookFixture } from './webhook-fixture.ts';

async function open() {
  const world = await openUseCaseWorld();
  const fixture = webhookFixture(world);
  const { team, owner } = await fixture.addTeam();
  const webhook = await fixture.addWebhook(team.id, {}, 's3cret');
  const { user: zoe } = await world.addPerson({ email: 'zoe@evry.fr' });
  return { world, team, owner, webhook, zoe, ...fixture };
}

it('sends who is added, with the address and the secret, and then shows that all went well', async () => {
  const { world, team, owner, webhook, zoe, status } = await open();
  const input = { teamId: team.id, userId: zoe.id, role: 'member' } as const;
  await world.useCases.grantTeamAccess(owner, input);
  expect(world.jobs.names()).toEqual(['deliver_to_webhook']);
  expect(status(webhook.id)).toBe('pending');
  expect(world.webhookSender.sent).toEqual([]);
  await world.jobs.runDueJobs();
  expect(world.webhookSender.sent).toEqual([
    {
      target: { protocol: 'scim', url: webhook.url, secret: 's3cret' },
      event: { operation: 'add', userId: zoe.id, email: 'zoe@evry.fr', teamName: 'Accueil' },
    },
  ]);
  expect(status(webhook.id)).toBe('success');
});

it('tells nothing of what is refused or rolled back', async () => {
  const { world, team, owner, zoe, join } = await open();
  const input = { teamId: team.id, userId: zoe.id, role: 'member' } as const;
  world.unitOfWork.plan('lost');
  await expect(world.useCases.grantTeamAccess(owner, input)).rejects.toThrow('broke');
  await join(team, { ...owner, userId: zoe.id });
  await expect(world.useCases.grantTeamAccess(owner, input)).rejects.toMatchObject({
    code: 'team_access.already_exists',
  });
  expect(world.jobs.names()).toEqual([]);
  expect(world.tables().webhookDeliveries.all(() => true)).toEqual([]);
});

it('is silent about roles, and sends who is removed', async () => {
  const { world, team, owner, zoe, join, sent } = await open();
  const access = await join(team, { ...owner, userId: zoe.id });
  await world.useCases.setTeamRole(owner, { teamId: team.id, id: access.id, role: 'administrator' });
  expect(world.jobs.names()).toEqual([]);
  await world.useCases.revokeTeamAccess(owner, team.id, access.id);
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(['remove zoe@evry.fr']);
});

it('sends a known person who is invited, not one who has to sign in first', async () => {
  const { world, team, owner, sent } = await open();
  const invite = (email: string) =>
    world.useCases.teamInvitations.invite(owner, team.id, { email, role: 'member' });
  expect(await invite('unknown@evry.fr')).toMatchObject({ outcome: 'invited' });
  expect(await invite('ZOE@evry.fr')).toMatchObject({ outcome: 'access_created' });
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(['add zoe@evry.fr']);
});

it('sends an invited person when they sign in for the first time, in each of their teams', async () => {
  const { world, recognize } = await openRecognition();
  const { addTeam, addWebhook, sent } = webhookFixture(world);
  const expiresAt = new Date(START.getTime() + 60_000);
  for (const { team, owner } of [await addTeam(), await addTeam()]) {
    await addWebhook(team.id);
    const given = { teamId: team.id, issuerId: owner.userId, email: 'new@evry.fr', expiresAt };
    await world.seed.teamInvitation(makeTeamInvitation(given));
  }
  await recognize({ sub: 'new', email: 'new@evry.fr' });
  await world.jobs.runDueJobs();
  expect(sent()).toEqual(['add new@evry.fr', 'add new@evry.fr']);
  await recognize({ sub: 'new', email: 'new@evry.fr' });
  await world.jobs.runDueJobs();
  expect(sent()).toHaveLength(2);
});

it('tells, of a team that is deleted, that everybody left, there and below', async () => {
  const { world, team, owner, webhook, zoe, join, addTeam, addWebhook, log } = await open();
  const below = await addTeam({ path: `${team.path}00001`, name: 'Below' });
  const belowIt = await addWebhook(below.team.id, { url: 'https://below.example.com/' }, 'other');
  await join(below.team, { ...owner, userId: zoe.id });
  await world.useCases.deleteTeam(owner, team.id);
  expect(world.tables().teamWebhooks.all(() => true)).toEqual([]);
  await world.jobs.runDueJobs();
  const events = world.webhookSender.sent.map(({ target, event }) => [
    target.url,
    target.secret,
    event.operation,
    event.userId,
    event.teamName,
  ]);
  expect(events).toHaveLength(3);
  expect(events).toEqual(
    expect.arrayContaining([
      [webhook.url, 's3cret', 'remove', owner.userId, 'Accueil'],
      [belowIt.url, 'other', 'remove', below.owner.userId, 'Below'],
      [belowIt.url, 'other', 'remove', zoe.id, 'Below'],
    ]),
  );
  expect(log(webhook.id)).toMatchObject([{ state: 'delivered', kept: null }]);
});

it('tells a webhook of its own team only', async () => {
  const { world, owner, zoe, addTeam, sent } = await open();
  const other = await addTeam();
  const access = makeTeamAccess({ teamId: other.team.id, userId: owner.userId, role: 'owner' });
  await world.unitOfWork.run(({ teamAccesses }) => teamAccesses.insert(access));
  await world.useCases.grantTeamAccess(owner, { teamId: other.team.id, userId: zoe.id, role: 'member' });
  await world.jobs.runDueJobs();
  expect(sent()).toEqual([]);
});
