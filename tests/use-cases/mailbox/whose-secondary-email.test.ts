import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../src/domain/mail-domain/mail-domain-access.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let mailbox: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  mailbox = await world.addMailbox({
    mailDomainId: domain.id,
    localPart: 'ana',
    secondaryEmail: 'ana@perso.fr',
    status: 'enabled',
  });
});

const person = async (email: string, role: MailDomainRole): Promise<Actor> => {
  const { actor } = await world.addPerson({ email });
  await world.giveAccess(actor, domain, role);
  return actor;
};
const stored = () => world.tables().mailboxes.find(mailbox.id);
const change = (actor: Actor, secondaryEmail: string | null) =>
  world.jobs.during(() =>
    world.useCases.updateMailbox(actor, { slug: 'evryfr', id: mailbox.id, secondaryEmail }),
  );

it.each<readonly [who: string, email: string, role: MailDomainRole]>([
  ['its owner', 'ana@evry.fr', 'viewer'],
  ['its owner, who administers the domain', 'ana@evry.fr', 'administrator'],
  ['its owner, whose account spells it in another way', 'Ana@EVRY.fr', 'owner'],
])('the secondary address is known to be written by %s', async (_who, email, role) => {
  const owner = await person(email, role);
  await change(owner, 'eve@perso.fr');
  expect(stored()).toMatchObject({ secondaryEmail: 'eve@perso.fr', secondaryEmailByOwnerAt: START });
  // Writing it once more is no other address.
  world.clock.advance(3600);
  await change(owner, 'eve@perso.fr');
  expect(stored()?.secondaryEmailByOwnerAt).toEqual(START);
  const later = world.clock.now();
  await change(owner, 'ana@perso.fr');
  expect(stored()?.secondaryEmailByOwnerAt).toEqual(later);
});

it('an administrator who writes another one vouches for it, by nothing else', async () => {
  const owner = await person('ana@evry.fr', 'viewer');
  const administrator = await person('bea@evry.fr', 'administrator');
  await change(owner, 'eve@perso.fr');
  await change(administrator, 'eve@perso.fr');
  expect(stored()?.secondaryEmailByOwnerAt).toEqual(START);
  await change(administrator, 'ana@perso.fr');
  expect(stored()?.secondaryEmailByOwnerAt).toBeNull();
});
