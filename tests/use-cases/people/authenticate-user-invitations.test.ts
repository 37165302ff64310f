import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { User } from '../../../src/domain/people/user.ts';
import type { Team } from '../../../src/domain/team/team.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamInvitation } from '../../builders/make-team-invitation.ts';
import { openRecognition, type Recognize } from '../../support/recognition.ts';
import { START, type UseCaseWorld } from '../../support/use-case-world.ts';

const CLAIMS = { sub: 'abc', email: 'Jean.V@Evry.FR' };
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const VALID = { email: 'jean.v@evry.fr', expiresAt: later(1) };

let world: UseCaseWorld;
let recognize: Recognize;
let issuer: User;
let team: Team;
let domain: MailDomain;

beforeEach(async () => {
  ({ world, recognize } = await openRecognition());
  issuer = (await world.addPerson()).user;
  team = makeTeam();
  await world.seed.team(team);
  domain = await world.addMailDomain();
});

const inviteToTeam = (given: Partial<Parameters<typeof makeTeamInvitation>[0]> = {}) =>
  world.seed.teamInvitation(makeTeamInvitation({ teamId: team.id, issuerId: issuer.id, ...VALID, ...given }));
const inviteToDomain = (given: Partial<Parameters<typeof makeMailDomainInvitation>[0]> = {}) =>
  world.seed.mailDomainInvitation(
    makeMailDomainInvitation({ mailDomainId: domain.id, issuerId: issuer.id, ...VALID, ...given }),
  );
const all = (table: 'teamAccesses' | 'mailDomainAccesses' | 'teamInvitations' | 'mailDomainInvitations') =>
  world.tables()[table].all(() => true);

it('somebody new gets what they were invited to, whatever the letter case, and the invitations are gone', async () => {
  await inviteToTeam({ role: 'administrator' });
  await inviteToDomain({ role: 'owner' });
  const { id: userId } = await recognize(CLAIMS);
  const stamps = { createdAt: START, updatedAt: START };
  expect(all('teamAccesses')).toMatchObject([{ teamId: team.id, userId, role: 'administrator', ...stamps }]);
  expect(all('mailDomainAccesses')).toMatchObject([
    { mailDomainId: domain.id, userId, role: 'owner', ...stamps },
  ]);
  expect([...all('teamInvitations'), ...all('mailDomainInvitations')]).toEqual([]);
  const accepted = world.audited().filter(({ action }) => action.endsWith('_invitation.accepted'));
  expect(accepted).toMatchObject([
    { objectType: 'team', objectId: team.id, label: team.name, details: { role: 'administrator' } },
    { objectType: 'mail_domain', objectId: domain.id, label: domain.name, details: { role: 'owner' } },
  ]);
  for (const entry of accepted) expect(entry).toMatchObject({ actorId: userId, subjectId: userId });
});

it('invitations to several teams and domains all count', async () => {
  const otherTeam = makeTeam();
  await world.seed.team(otherTeam);
  const otherDomain = await world.addMailDomain();
  await inviteToTeam();
  await inviteToTeam({ teamId: otherTeam.id });
  await inviteToDomain();
  await inviteToDomain({ mailDomainId: otherDomain.id });
  await recognize(CLAIMS);
  expect(all('teamAccesses')).toHaveLength(2);
  expect(all('mailDomainAccesses')).toHaveLength(2);
});

describe('left where they are', () => {
  const expectLeft = () => {
    expect([...all('teamAccesses'), ...all('mailDomainAccesses')]).toEqual([]);
    expect([all('teamInvitations').length, all('mailDomainInvitations').length]).toEqual([1, 1]);
  };

  it('expired ones, to the millisecond', async () => {
    await inviteToTeam({ expiresAt: START });
    await inviteToDomain({ expiresAt: START });
    await recognize(CLAIMS);
    expectLeft();
  });

  it('those of other people', async () => {
    await inviteToTeam({ email: 'jean@evry.fr' });
    await inviteToDomain({ email: 'jean.v@evry.fr.example' });
    await recognize(CLAIMS);
    expectLeft();
  });

  it('all, when the person gives no e-mail', async () => {
    await inviteToTeam();
    await inviteToDomain();
    await recognize({ sub: 'abc', siret: '21910228500018' });
    expectLeft();
  });

  it('all, when the sign-in fails after they were read', async () => {
    await inviteToTeam();
    await inviteToDomain();
    world.unitOfWork.plan('lost');
    await expect(recognize(CLAIMS)).rejects.toThrow('commit');
    expectLeft();
  });
});

it('an access given by a first invitation stays as it is when another names the same team or domain', async () => {
  await inviteToTeam({ role: 'member' });
  await inviteToTeam({ role: 'owner', email: 'JEAN.V@evry.fr' });
  await inviteToDomain({ role: 'viewer' });
  await inviteToDomain({ role: 'owner', email: 'JEAN.V@evry.fr' });
  await recognize(CLAIMS);
  expect(all('teamAccesses')).toMatchObject([{ role: 'member' }]);
  expect(all('mailDomainAccesses')).toMatchObject([{ role: 'viewer' }]);
  expect([...all('teamInvitations'), ...all('mailDomainInvitations')]).toEqual([]);
});
