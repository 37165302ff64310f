import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { addDomain, type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry({ useCases: { waits: { registrationMs: 300, usualMs: 300 } } });
  const { world, people, evry: mailDomain } = evry;
  await addDomain(world, { name: 'xn--vry-culture-99a.fr', slug: 'culture', status: 'action_required' }, [
    [people.alice, 'owner'],
    [people.carol, 'viewer'],
  ]);
  const invitation = (email: string, hours: number) =>
    makeMailDomainInvitation({
      mailDomainId: mailDomain.id,
      issuerId: people.alice.id,
      email,
      expiresAt: new Date(world.clock.now().getTime() + hours * 3_600_000),
    });
  await world.seed.mailDomainInvitation(invitation('soon@evry.fr', 24));
  await world.seed.mailDomainInvitation(invitation('ended@evry.fr', -24));
  await world.unitOfWork.run(({ drift }) =>
    drift.putLines(world.clock.now(), [makeDriftLine({ mailDomainId: mailDomain.id })]),
  );
});
afterAll(() => evry.world.close());

const needs = async ({ regie }: Evry['alice']) => {
  const { domains, invitations, waiting, drift } = await regie.overview.needs.query();
  return [domains, invitations, waiting, drift].map(({ total }) => total);
};

it('tells people what needs them in the domains that they manage', async () => {
  const { world, alice, bob, carol, dave, jean } = evry;
  expect(await needs(alice)).toEqual([1, 2, 0, 1]);
  expect(await needs(bob)).toEqual([0, 0, 0, 1]);
  expect(await needs(carol)).toEqual([0, 0, 0, 0]);
  expect(await needs(dave)).toEqual([0, 0, 0, 0]);
  const { domains, invitations, drift } = await alice.regie.overview.needs.query();
  expect(domains.items).toEqual([
    {
      slug: 'culture',
      name: 'xn--vry-culture-99a.fr',
      displayName: 'évry-culture.fr',
      status: 'action_required',
    },
  ]);
  expect(invitations.items).toMatchObject([
    { email: 'ended@evry.fr', need: 'ended', slug: 'evryfr', role: 'viewer', mail: null },
    { email: 'soon@evry.fr', need: 'ending_soon' },
  ]);
  expect(drift.items).toEqual([
    { slug: 'evryfr', name: 'evry.fr', displayName: 'evry.fr', differences: 1, comparedAt: null },
  ]);

  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await alice.regie.mailboxes.disable.mutate({ domainSlug: 'evryfr', id: jean.id });
  expect(await needs(alice)).toEqual([1, 2, 0, 1]);
  const since = world.clock.now().toISOString();
  await world.advance(3_601);
  const { waiting } = await bob.regie.overview.needs.query();
  expect(waiting).toMatchObject({
    total: 1,
    items: [{ slug: 'evryfr', changes: 1, since, trouble: 'mail_provisioner.unavailable' }],
  });
  expect(await needs(carol)).toEqual([0, 0, 0, 0]);
});

it('is for those who are signed in', async () => {
  const answer = await fetch(`${evry.world.url}/trpc/overview.needs`);
  expect(answer.status).toBe(401);
});
