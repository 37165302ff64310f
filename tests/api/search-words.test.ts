import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeContact } from '../builders/make-contact.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { newId } from '../builders/new-id.ts';
import { addUser, type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
  await evry.world.unitOfWork.run(async ({ users, mailAliases }) => {
    await users.update({ ...evry.people.alice, isStaff: true });
    await mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId: evry.evry.id, localPart: 'etat.civil', destination: 'accueil@evry.fr' }),
    );
  });
});
afterAll(() => evry.world.close());

it.each(['alice martin', ' Martin  ALICE ', 'martin alice@', 'tin ali'])('finds people by %j', async (q) => {
  const { body } = await evry.bob.rest('GET', `users/?q=${encodeURIComponent(q)}`);
  expect(body).toMatchObject({ count: 1, results: [{ id: evry.people.alice.id }] });
});

it('finds no person who lacks one of the words', async () => {
  const { body } = await evry.bob.rest('GET', 'users/?q=martin%20bob');
  expect(body).toMatchObject({ count: 0 });
});

it.each(['valjean jean', 'Jean valjean', 'VALJEAN  jean.v'])('finds mailboxes by %j', async (search) => {
  const { items } = await evry.alice.regie.mailboxes.list.query({ domainSlug: 'evryfr', search });
  expect(items.map(({ id }) => id)).toEqual([evry.jean.id]);
});

it.each(['MARTIN alice', ' Alice  martin ', 'martin alice@'])(
  'finds members of a team by %j',
  async (search) => {
    const { id } = await evry.alice.regie.teams.create.mutate({ name: `Team of ${search}` });
    const list = (wanted: string) => evry.alice.regie.teamAccesses.list.query({ teamId: id, search: wanted });
    expect(await list(search)).toMatchObject({ total: 1, items: [{ user: { id: evry.people.alice.id } }] });
    expect(await list('martin bob')).toMatchObject({ total: 0, items: [] });
  },
);

it.each(['paul DURAND', ' durand paul ', 'durand paul@'])(
  'finds who may get access to a domain by %j',
  async (q) => {
    const { id } = await addUser(evry.world, {
      name: 'Paul Durand',
      email: `paul@${newId()}.fr`,
      organizationId: evry.organization.id,
    });
    const search = encodeURIComponent(q);
    const { body } = await evry.alice.rest('GET', `mail-domains/evryfr/accesses/users/?q=${search}`);
    expect(body).toEqual(expect.arrayContaining([expect.objectContaining({ id })]));
    const found = await evry.alice.regie.mailDomainAccesses.availableUsers.query({
      domainSlug: 'evryfr',
      search: q,
    });
    expect(found.map((user) => user.id)).toContain(id);
    const none = await evry.alice.rest('GET', 'mail-domains/evryfr/accesses/users/?q=durand%20nobody');
    expect(none.body).toEqual([]);
  },
);

it.each(['Valjean  COSETTE', 'cosette valjean', 'valjean cosette@'])('finds contacts by %j', async (text) => {
  const contact = makeContact({
    fullName: 'Cosette Valjean',
    data: { emails: [{ type: 'Work', value: 'cosette@evry.fr' }] },
  });
  await evry.world.unitOfWork.run(({ contacts }) => contacts.insert(contact));
  const { body } = await evry.bob.rest('GET', `contacts/?q=${encodeURIComponent(text)}`);
  expect(body).toEqual(expect.arrayContaining([expect.objectContaining({ id: contact.id })]));
  const { items } = await evry.bob.regie.contacts.list.query({ text });
  expect(items.map(({ id }) => id)).toContain(contact.id);
  // Behind the end of what the whole text finds, its words are not looked for.
  const whole = await evry.bob.regie.contacts.list.query({ text: 'cosette valjean', offset: 50 });
  expect(whole).toMatchObject({ items: [] });
});

it('finds services and unsent mails by words in any order', async () => {
  const { administration } = evry.alice.regie;
  await administration.createServiceProvider.mutate({
    name: 'Visio of the State',
    audienceId: 'visio-prod',
  });
  const found = await administration.listServices.query({ search: ' state  VISIO-prod' });
  expect(found).toMatchObject({ total: 1, items: [{ audienceId: 'visio-prod' }] });
  const mail = makeOutgoingMail({ recipient: 'maire@commune-de-varzy.fr' });
  await evry.world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
  expect(await administration.mails.list.query({ search: 'varzy maire' })).toMatchObject({
    total: 1,
    items: [{ id: mail.id }],
  });
});

it('finds domains, aliases, accounts and organizations by words in any order', async () => {
  const { regie } = evry.alice;
  expect(await regie.mailDomains.list.query({ search: 'fr evry' })).toMatchObject({ total: 1 });
  const aliases = await regie.aliases.list.query({ domainSlug: 'evryfr', search: 'accueil civil' });
  expect(aliases).toMatchObject({ total: 1, items: [{ localPart: 'etat.civil' }] });
  const { administration } = regie;
  const found = await administration.organizations.list.query({ search: 'evry mairie' });
  expect(found).toMatchObject({ total: 1, items: [{ id: evry.organization.id }] });
  expect(await administration.mailDomains.list.query({ search: 'fr old' })).toMatchObject({ total: 1 });
});
