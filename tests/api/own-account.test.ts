import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { addUser, type Evry, openEvry, storeDomain } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

describe('users.roles', () => {
  it('tells what somebody may do where, each with the abilities of its place', async () => {
    const { world, people, organization, alice } = evry;
    const team = makeTeam({ name: 'Voirie', organizationId: organization.id });
    await world.seed.team(team);
    await world.unitOfWork.run(({ teamAccesses }) =>
      teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: people.alice.id, role: 'member' })),
    );
    await world.seed.organizationAccess(
      makeOrganizationAccess({ organizationId: organization.id, userId: people.alice.id }),
    );
    await storeDomain(world, { name: 'xn--mairie-vry-d7a.fr', slug: 'mairie-evry' }, [
      [people.alice, 'viewer'],
    ]);
    const { total, items } = await alice.regie.users.roles.query();
    expect(total).toBe(5);
    const told = items.map(({ displayName, kind, role, slug, abilities }) => [
      displayName,
      kind,
      role,
      slug,
      'post' in abilities ? abilities.post : abilities.patch,
    ]);
    expect(told).toEqual([
      ["Mairie d'Évry", 'organization', 'administrator', null, true],
      ['Voirie', 'team', 'member', null, false],
      ['evry.fr', 'mail_domain', 'owner', 'evryfr', true],
      ['old.fr', 'mail_domain', 'owner', 'oldfr', true],
      [expect.stringContaining('é'), 'mail_domain', 'viewer', 'mairie-evry', false],
    ]);
  });

  it('has nothing for somebody without any, and nothing of others', async () => {
    expect(await evry.dave.regie.users.roles.query()).toEqual({ total: 0, items: [] });
    const { items } = await evry.carol.regie.users.roles.query({ search: 'EVRY', kind: 'mail_domain' });
    expect(items.map(({ name, role }) => [name, role])).toEqual([['evry.fr', 'viewer']]);
    await expect(evry.world.visitor.regie.users.roles.query()).rejects.toMatchObject({
      data: { httpStatus: 401 },
    });
  });
});

describe('users.mailbox', () => {
  const jean = async (given: object = {}) => {
    const user = await addUser(evry.world, { email: 'Jean.Valjean@evry.fr', ...given });
    return (await evry.world.signIn(user)).regie.users.mailbox.query();
  };

  it('is the mailbox of the own verified address, with the pages for its password and its factors', async () => {
    const { world, organization } = evry;
    const domain = await storeDomain(
      world,
      { name: 'xn--cole-9oa.evry.fr', slug: 'ecole', status: 'enabled', organizationId: organization.id },
      [],
    );
    const mailbox = makeMailbox({ mailDomainId: domain.id, localPart: 'cosette', status: 'enabled' });
    await world.unitOfWork.run(async ({ mailboxes, authenticators }) => {
      await mailboxes.insert(mailbox);
      await authenticators.insert(makeTotp({ mailboxId: mailbox.id }));
    });
    const user = await addUser(world, { email: 'cosette@école.evry.fr' });
    expect(await (await world.signIn(user)).regie.users.mailbox.query()).toEqual({
      address: 'cosette@école.evry.fr',
      secondFactor: { isEnrolled: true, requiredFrom: null },
      pages: {
        account: 'https://regie.test/o/account/',
        password: 'https://regie.test/o/account/password/',
        factors: 'https://regie.test/o/account/factors/',
      },
    });
  });

  it.each([
    ['an address that nobody vouched for', { emailVerified: false }],
    ['an address that is no mailbox here', { email: 'jean@ailleurs.fr' }],
    ['no address', { email: null }],
    // `evry.fr` belongs to no organization: nobody signs in with its mailboxes.
    ['a mailbox that may not sign in', {}],
  ])('is nothing for %s', async (_what, given) => {
    expect(await jean(given)).toBeNull();
  });

  it('is nothing where owners of mailboxes have no identity', async () => {
    const other = await openEvry({ useCases: { ownMailboxPages: null } });
    expect(await other.alice.regie.users.mailbox.query()).toBeNull();
    await other.world.close();
  });
});
