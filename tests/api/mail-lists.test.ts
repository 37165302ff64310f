import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { addDomain, addUser, type Evry, openEvry } from './evry.ts';

let evry: Evry;
/** Views the domain; one of its mailboxes and one of its aliases are hers. */
let zoe: Evry['alice'];
beforeAll(async () => {
  evry = await openEvry();
  const { alice, bob } = evry.people;
  await addDomain(evry.world, { name: 'massy-evry.fr' }, [[alice, 'owner']]);
  await addDomain(evry.world, { name: 'evry-bob.fr' }, [[bob, 'owner']]);
  const mailDomainId = evry.evry.id;
  const user = await addUser(evry.world, { email: 'zoe@evry.fr' });
  await evry.alice.regie.mailDomainAccesses.create.mutate({ domainSlug: 'evryfr', userId: user.id });
  zoe = await evry.world.signIn(user);
  await evry.world.unitOfWork.run(async ({ mailDomains, mailboxes, mailAliases }) => {
    await mailDomains.update({ ...evry.evry, organizationId: evry.organization.id });
    await mailboxes.insert(
      makeMailbox({ mailDomainId, localPart: 'zoe', firstName: 'Zoé', lastName: 'Été', status: 'disabled' }),
    );
    await mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId, localPart: 'contact', destination: 'zoe@evry.fr' }),
    );
    await mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId, localPart: 'mairie', destination: 'a@b.fr' }),
    );
  });
});
afterAll(() => evry.world.close());

it('finds domains by a part of their name, among those of the caller', async () => {
  const { list } = evry.alice.regie.mailDomains;
  const find = async (input: Parameters<typeof list.query>[0]) =>
    (await list.query(input)).items.map(({ name }) => name);
  const byName = { orderBy: 'name', descending: false } as const;
  expect(await find({ ...byName, search: 'ÉVRY' })).toEqual(['evry.fr', 'massy-evry.fr']);
  expect(await find({ ...byName, search: '' })).toEqual(['evry.fr', 'massy-evry.fr', 'old.fr']);
  expect(await find({ search: 'bob' })).toEqual([]);
  expect(await list.query({ ...byName, search: 'evry', pageSize: 1, page: 2 })).toMatchObject({
    total: 2,
    items: [{ name: 'massy-evry.fr' }],
  });
  expect(await find(undefined)).toHaveLength(3);
});

it('finds mailboxes by names, local part, whole address and status', async () => {
  const { list } = evry.carol.regie.mailboxes;
  const find = async (filter: Omit<Parameters<typeof list.query>[0], 'domainSlug'>) =>
    (await list.query({ domainSlug: 'evryfr', ...filter })).items.map(({ localPart }) => localPart);
  expect(await find({ search: 'ete' })).toEqual(['zoe']);
  expect(await find({ search: 'VALJEAN' })).toEqual(['jean.valjean']);
  expect(await find({ search: 'Zoe@Evry.fr' })).toEqual(['zoe']);
  expect(await find({ search: 'zoe@old.fr' })).toEqual([]);
  expect(await find({ statuses: ['enabled', 'pending', 'failed'] })).toEqual(['jean.valjean']);
  expect(await find({ statuses: ['disabled'], search: 'valjean' })).toEqual([]);
});

it('finds aliases by local part, whole address and destination', async () => {
  const { list } = evry.carol.regie.aliases;
  const find = async (search: string) =>
    (await list.query({ domainSlug: 'evryfr', search })).items.map(({ localPart }) => localPart);
  expect(await find('MAIRIE')).toEqual(['mairie']);
  expect(await find('contact@evry.fr')).toEqual(['contact']);
  expect(await find('zoé')).toEqual(['contact']);
  expect(await find('x')).toEqual([]);
});

describe('what each may do with each', () => {
  const ofSessions = (may: boolean) => ({
    listSessions: may,
    endSessions: may,
    listFactors: may,
    cancelFactorReset: may,
  });
  const MANAGED = { get: true, update: true, enable: true, disable: true, ...ofSessions(true) };
  const SEEN = { get: true, update: false, enable: false, disable: false, ...ofSessions(false) };

  it('mailboxes', async () => {
    const list = async ({ regie }: Evry['alice'], search: string) => {
      const { items } = await regie.mailboxes.list.query({ domainSlug: 'evryfr', search });
      const [item] = items;
      const one = await regie.mailboxes.get.query({ domainSlug: 'evryfr', id: item?.id ?? '' });
      expect(one).toEqual(item);
      return item?.abilities;
    };
    const ofSignIn = (may: boolean) => ({
      resetPassword: may,
      sendLoginLink: may,
      invitePassword: may,
      handOverEnrolmentLink: may,
      resetFactors: may,
    });
    const sent = { ...ofSignIn(true), handOverPasswordLink: false, delete: false };
    const notSent = { ...ofSignIn(false), handOverPasswordLink: false, delete: false };
    expect(await list(evry.bob, 'valjean')).toEqual({ ...MANAGED, ...sent });
    expect(await list(evry.bob, 'zoe')).toEqual({ ...MANAGED, ...notSent });
    expect(await list(evry.carol, 'valjean')).toEqual({ ...SEEN, ...notSent });
    expect(await list(zoe, 'zoe')).toEqual({ ...SEEN, update: true, ...notSent });
  });

  it('aliases', async () => {
    const abilities = async ({ regie }: Evry['alice']) => {
      const { items } = await regie.aliases.list.query({ domainSlug: 'evryfr' });
      return items.map(({ localPart, abilities: { get, delete: removes } }) => [localPart, get, removes]);
    };
    expect(await abilities(evry.bob)).toEqual([
      ['contact', true, true],
      ['mairie', true, true],
    ]);
    expect(await abilities(evry.carol)).toEqual([
      ['contact', true, false],
      ['mairie', true, false],
    ]);
    expect(await abilities(zoe)).toEqual([
      ['contact', true, true],
      ['mairie', true, false],
    ]);
  });

  it('invitations', async () => {
    const { create } = evry.alice.regie.mailDomainInvitations;
    for (const role of ['owner', 'viewer'] as const) {
      const made = await create.mutate({ domainSlug: 'evryfr', email: `${role}@new.fr`, role });
      expect(made).toMatchObject({ invitation: { abilities: { get: true, refresh: true, delete: true } } });
    }
    const abilities = async ({ regie }: Evry['alice']) => {
      const { items } = await regie.mailDomainInvitations.list.query({ domainSlug: 'evryfr' });
      return Object.fromEntries(
        items.map(({ role, abilities: { get, refresh, delete: removes } }) => [
          role,
          { get, refresh, delete: removes },
        ]),
      );
    };
    const all = { get: true, refresh: true, delete: true };
    const none = { get: true, refresh: false, delete: false };
    expect(await abilities(evry.alice)).toEqual({ owner: all, viewer: all });
    expect(await abilities(evry.bob)).toEqual({ owner: { ...all, refresh: false }, viewer: all });
    expect(await abilities(evry.carol)).toEqual({ owner: none, viewer: none });
  });
});

it.each([
  ['too long', 'x'.repeat(255)],
  ['with a null character', 'a\0'],
])('refuses what is sought when it is %s', async (_what, search) => {
  const { regie } = evry.alice;
  const domainSlug = 'evryfr';
  for (const asked of [
    () => regie.mailDomains.list.query({ search }),
    () => regie.mailboxes.list.query({ domainSlug, search }),
    () => regie.aliases.list.query({ domainSlug, search }),
  ]) {
    await expect(asked()).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
  }
});
