import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let viewer: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { waits: { registrationMs: 0, usualMs: 0 } } });
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  viewer = (await world.addPerson({ email: 'me@b.fr' })).actor;
  await world.giveAccess(owner, domain, 'owner');
  await world.giveAccess(viewer, domain, 'viewer');
});

const create = async (localPart: string, ...destinations: readonly string[]) => {
  await world.useCases.createAliases(owner, { slug: 'evryfr', localPart, destinations });
  await world.jobs.runDueJobs();
};
const list = (actor = owner, localPart?: string) =>
  world.useCases.listAliasGroups(
    actor,
    'evryfr',
    { localPart },
    { number: 1, size: 20, order: [{ field: 'local_part', descending: false }] },
  );

it('says what each person may do', async () => {
  await create('contact', 'a@b.fr', 'me@b.fr');
  const abilities = async (actor: Actor) => {
    const { items, whyNoNew } = await list(actor);
    const [group] = items;
    return [whyNoNew, group?.abilities, ...(group?.destinations.map((one) => one.abilities.delete) ?? [])];
  };
  expect(await abilities(owner)).toEqual([null, { delete: true, withdraw: false }, true, true]);
  const refusal = 'mail_domain.action_forbidden';
  expect(await abilities(viewer)).toEqual([refusal, { delete: false, withdraw: false }, false, true]);
  const stranger = (await world.addPerson()).actor;
  await expect(list(stranger)).rejects.toMatchObject({ code: 'mail_domain.not_found' });
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'failed' }));
  expect((await list()).whyNoNew).toBe('alias.domain_not_enabled');
});

it('shows what waits, lets it be withdrawn, and nothing be done twice', async () => {
  await create('contact', 'a@b.fr');
  world.provisioner.setTrouble({ kind: 'unavailable' });
  await create('contact', 'c@d.fr');
  const before = (await list()).items[0];
  expect(before?.destinations).toMatchObject([
    { destination: 'a@b.fr', progress: null, abilities: { delete: true, withdraw: false } },
    {
      destination: 'c@d.fr',
      alias: null,
      progress: { state: 'to_be_added', trouble: 'mail_provisioner.unavailable' },
      abilities: { delete: false, withdraw: true },
    },
  ]);
  expect((await list(viewer)).items[0]?.destinations[1]?.abilities.withdraw).toBe(false);

  await world.useCases.removeAliases(owner, 'evryfr', 'contact').catch(() => undefined);
  const [going] = (await list()).items;
  expect(going).toMatchObject({
    removal: { state: 'to_be_removed' },
    abilities: { delete: false, withdraw: true },
    destinations: [{ destination: 'a@b.fr', abilities: { delete: false, withdraw: true } }],
  });
  const id = going?.removal?.changeId;
  if (id) await world.useCases.withdrawMailChange(owner, 'evryfr', { id });
  expect((await list()).items[0]).toMatchObject({ removal: null, abilities: { delete: true } });
});

it('keeps a refusal that nobody was there to read, for a week or until somebody has seen it', async () => {
  const refusedLater = async (localPart: string) => {
    world.provisioner.refuseNext('too many');
    await create(localPart, 'a@b.fr');
  };
  for (const localPart of ['eins', 'zwei']) await refusedLater(localPart);
  const { items } = await list();
  const refused = items.map(({ destinations: [destination] }) => destination?.progress);
  expect(refused).toMatchObject([
    { state: 'addition_refused', reason: 'too many' },
    { state: 'addition_refused' },
  ]);
  const [first] = refused;
  const dismiss = (actor: Actor) =>
    world.useCases.dismissAliasRefusal(actor, 'evryfr', first?.changeId ?? never());
  await expect(dismiss(viewer)).rejects.toMatchObject({ code: 'mail_domain.action_forbidden' });
  await dismiss(owner);
  await expect(dismiss(owner)).rejects.toMatchObject({ code: 'mail_change.not_found' });
  const left = async () => (await list()).items.map(({ localPart }) => localPart);
  expect(await left()).toEqual(['zwei']);

  world.clock.advance(6.9 * 86_400);
  await world.jobs.runDueJobs();
  expect(await left()).toEqual(['zwei']);
  world.clock.advance(0.2 * 86_400);
  await world.jobs.runDueJobs();
  expect(await left()).toEqual([]);
});

it('lists ten destinations of each, and all of the one that is asked for', async () => {
  const destinations = Array.from({ length: 12 }, (_, index) => `d${10 + index}@b.fr`);
  await create('viele', ...destinations);
  const shown = async (localPart?: string) =>
    (await list(owner, localPart)).items.map((group) => [group.destinations.length, group.destinationCount]);
  expect(await shown()).toEqual([[10, 12]]);
  expect(await shown('viele')).toEqual([[12, 12]]);
  expect(await shown('nichts')).toEqual([]);
});

function never(): never {
  throw new Error('There is no refusal');
}
