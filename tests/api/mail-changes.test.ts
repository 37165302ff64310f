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

it('tells those who manage a domain what waits for the mail service, and nobody else', async () => {
  const { world, jean, alice, bob, carol, dave } = evry;
  await world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...jean });
  const alias = makeMailAlias({ mailDomainId: evry.evry.id, localPart: 'mairie' });
  await world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  expect(await bob.regie.mailChanges.list.query({ domainSlug })).toEqual({ total: 0, items: [] });

  world.mailProvisioner.setTrouble({ kind: 'unavailable' });
  const since = world.clock.now().toISOString();
  const { aliases, mailboxes } = alice.regie;
  await trpcFailure(aliases.create.mutate({ domainSlug, localPart: 'contact', destination: 'a@b.fr' }));
  await trpcFailure(aliases.deleteAll.mutate({ domainSlug, localPart: 'mairie' }));
  await trpcFailure(mailboxes.disable.mutate({ domainSlug, id: jean.id }));
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
