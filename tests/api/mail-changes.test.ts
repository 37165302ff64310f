import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const domainSlug = 'evryfr';
const UNAVAILABLE = 'mail_provisioner.unavailable';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry({ useCases: { waits: { registrationMs: 300, usualMs: 300 } } });
});
afterAll(() => evry.world.close());

it('shows to managers of a domain alone what waits for the mail service', async () => {
  const { world, jean, alice, bob, carol, dave } = evry;
  await world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...jean });
  const alias = makeMailAlias({ mailDomainId: evry.evry.id, localPart: 'mairie' });
  await world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  expect(await bob.regie.mailChanges.list.query({ domainSlug })).toEqual({ total: 0, items: [] });

  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const since = world.clock.now().toISOString();
  const { aliases, mailboxes } = alice.regie;
  const contact = { domainSlug, localPart: 'contact', destination: 'a@b.fr' };
  const told = { domainCode: UNAVAILABLE, isKept: true };
  expect(await trpcFailure(aliases.create.mutate(contact))).toMatchObject(told);
  await trpcFailure(aliases.deleteAll.mutate({ domainSlug, localPart: 'mairie' }));
  const disabling = await mailboxes.disable.mutate({ domainSlug, id: jean.id });
  expect(disabling).toMatchObject({ status: 'enabled', change: { active: false } });
  const names = { firstName: 'Ana', lastName: 'Petit' };
  await mailboxes.create.mutate({ domainSlug, localPart: 'ana', ...names });

  const waiting = { since, attempts: 1, trouble: UNAVAILABLE };
  const { total, items } = await bob.regie.mailChanges.list.query({ domainSlug });
  expect(total).toBe(4);
  const sorted = items.toSorted((a, b) => (a.localPart < b.localPart ? -1 : 1));
  expect(sorted.map(({ id: _id, ...item }) => item)).toEqual([
    { object: 'mailbox', localPart: 'ana', steps: ['creation'], ...waiting },
    { object: 'alias', localPart: 'contact', steps: ['creation'], destination: 'a@b.fr', ...waiting },
    { object: 'mailbox', localPart: jean.localPart, steps: ['activation'], ...waiting },
    { object: 'alias', localPart: 'mairie', steps: ['removal_of_all'], destination: null, ...waiting },
  ]);

  const refusal = async ({ regie }: Evry['alice']) =>
    (await trpcFailure(regie.mailChanges.list.query({ domainSlug }))).domainCode;
  expect(await refusal(carol)).toBe('mail_domain.action_forbidden');
  expect(await refusal(dave)).toBe('mail_domain.not_found');

  await world.advance(120);
  const later = await alice.regie.mailChanges.list.query({ domainSlug });
  expect(later.total).toBe(4);
  for (const item of later.items) {
    expect(item.attempts).toBeGreaterThan(1);
    expect(item.since).toBe(since);
  }
  world.mailProvisioner.setTrouble(undefined);
  await world.advance(3600);
  expect(await alice.regie.mailChanges.list.query({ domainSlug })).toEqual({ total: 0, items: [] });
});

it('withdraws what waits, for those who manage the domain', async () => {
  const { world, jean, alice, bob, carol, dave } = evry;
  const { aliases, mailboxes, mailChanges } = alice.regie;
  await mailboxes.enable.mutate({ domainSlug, id: jean.id });
  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  await trpcFailure(aliases.create.mutate({ domainSlug, localPart: 'courrier', destination: 'a@b.fr' }));
  await mailboxes.disable.mutate({ domainSlug, id: jean.id });
  await trpcFailure(mailboxes.sendLoginLink.mutate({ domainSlug, id: jean.id }));
  const { items } = await mailChanges.list.query({ domainSlug });
  const [alias] = items.filter(({ object }) => object === 'alias');
  const cancel = (client: Evry['alice'], id: string, step?: 'login_link') =>
    client.regie.mailChanges.cancel.mutate({ domainSlug, id, step });

  for (const [client, code] of [
    [carol, 'mail_domain.action_forbidden'],
    [dave, 'mail_domain.not_found'],
  ] as const) {
    expect(await trpcFailure(cancel(client, jean.id))).toMatchObject({ domainCode: code });
  }
  expect(await cancel(bob, alias?.id ?? '')).toEqual({ steps: ['creation'] });
  expect(await cancel(bob, jean.id, 'login_link')).toEqual({ steps: ['login_link'] });
  expect(await cancel(bob, jean.id)).toEqual({ steps: ['activation'] });
  const nothing = { domainCode: 'mail_change.not_found', httpStatus: 404 };
  for (const id of [alias?.id ?? '', jean.id, evry.evry.id]) {
    expect(await trpcFailure(cancel(bob, id))).toMatchObject(nothing);
  }
  expect((await mailChanges.list.query({ domainSlug })).items).toEqual([]);
  world.mailProvisioner.setTrouble(undefined);
  const sent = world.mailer.sent.length;
  await world.advance(3600);
  expect(world.mailProvisioner.listAliases('evry.fr')).not.toContainEqual({
    localPart: 'courrier',
    destination: 'a@b.fr',
  });
  expect(world.mailer.sent).toHaveLength(sent);
});
