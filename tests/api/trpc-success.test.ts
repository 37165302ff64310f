import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

it('tells who is signed in', async () => {
  expect(await evry.alice.regie.users.me.query()).toEqual({
    id: evry.people.alice.id,
    email: 'alice@evry.fr',
    name: 'Alice Martin',
    language: 'fr-fr',
    timezone: 'Europe/Paris',
    isDevice: false,
    isStaff: false,
    organization: {
      id: evry.organization.id,
      name: "Mairie d'Évry",
      registrationIds: ['21910228000018'],
    },
    abilities: {
      contacts: { canView: true, canCreate: true },
      teams: { canView: true, canCreate: true },
      mailboxes: { canView: true, canCreate: true },
    },
  });
});

it('shows the organization', async () => {
  expect(await evry.alice.regie.organizations.get.query({ id: evry.organization.id })).toEqual({
    id: evry.organization.id,
    name: "Mairie d'Évry",
    registrationIds: ['21910228000018'],
    domains: ['evry.fr'],
    metadata: {},
    directoryLookup: null,
    abilities: { get: true, patch: false, put: false, delete: false },
  });
});

it('lists, shows, creates and checks domains', async () => {
  const { mailDomains } = evry.alice.regie;
  const shown = await mailDomains.get.query({ slug: 'evryfr' });
  expect(shown).toMatchObject({ id: evry.evry.id, name: 'evry.fr', role: 'owner', mailboxCount: 1 });
  const listed = await mailDomains.list.query({ orderBy: 'name', descending: false, pageSize: 1 });
  expect(listed).toEqual({ total: 2, items: [shown] });

  const created = await mailDomains.create.mutate({ name: 'Massy.fr', supportEmail: 's@massy.fr' });
  expect(created).toMatchObject({ name: 'massy.fr', slug: 'massyfr', status: 'enabled', role: 'owner' });
  expect(created.createdAt).toBe('2026-11-23T10:00:00.250Z');

  evry.world.clock.advance(60);
  const checked = await mailDomains.check.mutate({ slug: 'massyfr' });
  expect(checked).toMatchObject({ status: 'enabled', lastCheckedAt: '2026-11-23T10:01:00.250Z' });
});

it('lists, shows and creates mailboxes', async () => {
  const { mailboxes } = evry.alice.regie;
  const { warnings, ...created } = await mailboxes.create.mutate({
    domainSlug: 'evryfr',
    firstName: 'Ana',
    lastName: 'Petit',
    localPart: 'Ana',
  });
  expect(warnings).toEqual([]);
  expect(created).toMatchObject({ localPart: 'ana', secondaryEmail: null, status: 'enabled', failure: null });
  expect(await mailboxes.get.query({ domainSlug: 'evryfr', id: created.id })).toMatchObject(created);
  const listed = await mailboxes.list.query({
    domainSlug: 'evryfr',
    page: { orderBy: 'local_part', descending: false },
  });
  expect(listed.items.map(({ localPart }) => localPart)).toEqual(['ana', 'jean.valjean']);
  expect(listed.total).toBe(2);
});

it('answers several calls made at once, each for itself', async () => {
  const { mailDomains, users } = evry.bob.regie;
  const [me, known, unknown] = await Promise.allSettled([
    users.me.query(),
    mailDomains.get.query({ slug: 'evryfr' }),
    mailDomains.get.query({ slug: 'nope' }),
  ]);
  expect(me).toMatchObject({ status: 'fulfilled', value: { name: 'Bob' } });
  expect(known).toMatchObject({ status: 'fulfilled', value: { role: 'administrator' } });
  expect(unknown).toMatchObject({ status: 'rejected', reason: { data: { code: 'NOT_FOUND' } } });
});

it('splits what is more than one request may carry', async () => {
  const calls = Array.from({ length: 45 }, () => evry.carol.regie.mailDomains.get.query({ slug: 'evryfr' }));
  expect((await Promise.all(calls)).map(({ role }) => role)).toEqual(Array(45).fill('viewer'));
});
