import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { type Evry, openEvry } from './evry.ts';

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

it('finds nobody who lacks one of the words', async () => {
  const { body } = await evry.bob.rest('GET', 'users/?q=martin%20bob');
  expect(body).toMatchObject({ count: 0 });
});

it.each(['valjean jean', 'Jean valjean', 'VALJEAN  jean.v'])('finds mailboxes by %j', async (search) => {
  const { items } = await evry.alice.regie.mailboxes.list.query({ domainSlug: 'evryfr', search });
  expect(items.map(({ id }) => id)).toEqual([evry.jean.id]);
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
