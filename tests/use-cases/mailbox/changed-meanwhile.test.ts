import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const SEEN = { firstName: 'Jean', lastName: 'Valjean', secondaryEmail: 'jean@perso.fr' };

let world: UseCaseWorld;
let owner: Actor;
let jean: Mailbox;
beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { waits: { registrationMs: 0, usualMs: 0 } } });
  const domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  jean = await world.addMailbox({ mailDomainId: domain.id, localPart: 'jean', ...SEEN, status: 'enabled' });
  await world.provisioner.createMailbox({ domain: 'evry.fr', ...jean });
});

type Change = Omit<Parameters<typeof world.useCases.updateMailbox>[1], 'slug' | 'id'>;
const update = (change: Change) =>
  world.useCases.updateMailbox(owner, { slug: 'evryfr', id: jean.id, ...change });
const stored = () => world.tables().mailboxes.find(jean.id);

it('refuses the change of somebody who did not see the latest one, names what differs, and changes nothing', async () => {
  await update({ firstName: 'Jeanne', secondaryEmail: null, seen: SEEN });
  const before = stored();
  await expect(update({ lastName: 'Dupont', seen: SEEN })).rejects.toMatchObject({
    code: 'mailbox.changed_meanwhile',
    kind: 'conflict',
    params: { fields: 'firstName, secondaryEmail' },
  });
  expect(stored()).toEqual(before);
  const seen = { ...SEEN, firstName: 'Jeanne', secondaryEmail: null };
  expect(await update({ lastName: 'Dupont', seen })).toMatchObject({
    firstName: 'Jeanne',
    lastName: 'Dupont',
    secondaryEmail: null,
  });
});

it('compares what people write alone: the mail service changes a mailbox as well', async () => {
  await world.useCases.disableMailbox(owner, 'evryfr', jean.id);
  expect(stored()?.updatedAt).not.toEqual(jean.updatedAt);
  expect(await update({ lastName: 'Dupont', seen: SEEN })).toMatchObject({ lastName: 'Dupont' });
});

it('compares nothing without what was seen, and no spelling', async () => {
  await update({ firstName: 'Noël'.normalize('NFC') });
  expect(await update({ lastName: 'Dupont' })).toMatchObject({ lastName: 'Dupont' });
  const seen = { ...SEEN, firstName: 'Noël'.normalize('NFD'), lastName: ' Dupont' };
  expect(await update({ secondaryEmail: null, seen })).toMatchObject({ secondaryEmail: null });
});
