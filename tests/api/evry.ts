import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeUser } from '../builders/make-user.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';

/** Stores a domain of which the provisioner never heard, and who may do what with it. */
export async function storeDomain(
  { unitOfWork }: ApiWorld,
  given: Partial<MailDomain>,
  roles: readonly (readonly [User, MailDomainRole])[],
): Promise<MailDomain> {
  const mailDomain = makeMailDomain(given);
  await unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
    await mailDomains.insert(mailDomain);
    for (const [{ id: userId }, role] of roles) {
      const access = makeMailDomainAccess({ mailDomainId: mailDomain.id, userId, role });
      await mailDomainAccesses.insertIfAbsent(access);
    }
  });
  return mailDomain;
}

/** Stores a domain that the provisioner knows. */
export async function addDomain(
  ...[world, given, roles]: Parameters<typeof storeDomain>
): Promise<MailDomain> {
  const mailDomain = await storeDomain(world, given, roles);
  await world.mailProvisioner.registerDomain(mailDomain.name);
  return mailDomain;
}

export const addUser = async ({ unitOfWork }: ApiWorld, given: Partial<User> = {}): Promise<User> => {
  const user = makeUser(given);
  await unitOfWork.run(({ users }) => users.insertOrFind(user));
  return user;
};

/**
 * The town of Évry: Alice owns the enabled domain `evry.fr`, Bob administers it, Carol views it; Dave is from elsewhere.
 * The domain has the mailbox of Jean Valjean; `old.fr`, also Alice's, is disabled.
 */
export async function openEvry(over?: Parameters<typeof openApiWorld>[0]) {
  const world = await openApiWorld(over);
  const organization = makeOrganization({
    name: "Mairie d'Évry",
    registrationIds: ['21910228000018'],
    domains: ['evry.fr'],
  });
  await world.unitOfWork.run(({ organizations }) => organizations.insertOrFind(organization));
  const organizationId = organization.id;
  const alice = await addUser(world, { name: 'Alice Martin', email: 'alice@evry.fr', organizationId });
  const bob = await addUser(world, { name: 'Bob', organizationId });
  const carol = await addUser(world, { name: 'Carol', organizationId });
  const dave = await addUser(world, { name: 'Dave' });
  const evry = await addDomain(
    world,
    { name: 'evry.fr', slug: 'evryfr', status: 'enabled', supportEmail: 'support@evry.fr' },
    [
      [alice, 'owner'],
      [bob, 'administrator'],
      [carol, 'viewer'],
    ],
  );
  await addDomain(world, { name: 'old.fr', slug: 'oldfr', status: 'disabled' }, [[alice, 'owner']]);
  const jean = makeMailbox({
    mailDomainId: evry.id,
    firstName: 'Jean',
    lastName: 'Valjean',
    localPart: 'jean.valjean',
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
  });
  await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(jean));
  return {
    world,
    organization,
    evry,
    jean,
    people: { alice, bob, carol, dave },
    alice: await world.signIn(alice),
    bob: await world.signIn(bob),
    carol: await world.signIn(carol),
    dave: await world.signIn(dave),
  };
}

export type Evry = Awaited<ReturnType<typeof openEvry>>;
