import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
});

const create = (...destinations: readonly string[]) =>
  world.useCases.createAliases(owner, { slug: 'evryfr', localPart: 'Contact', destinations });
const here = () =>
  world
    .tables()
    .mailAliases.all(() => true)
    .map(({ destination }) => destination)
    .sort();
const there = () =>
  world.provisioner
    .listAliases('evry.fr')
    .map(({ destination }) => destination)
    .sort();
const changes = () => world.tables().mailAliasChanges.all(() => true);
const ALL = ['a@b.fr', 'c@d.fr', 'devnull@devnull'];

it('makes an alias of each destination, and tells so in their order', async () => {
  const made = await world.jobs.during(() => create('c@d.fr', 'devnull@devnull', 'a@b.fr'));
  expect(made).toMatchObject([
    { destination: 'c@d.fr', outcome: 'created', alias: { localPart: 'contact', destination: 'c@d.fr' } },
    { destination: 'devnull@devnull', outcome: 'created', alias: { destination: 'devnull@devnull' } },
    { destination: 'a@b.fr', outcome: 'created', alias: { destination: 'a@b.fr' } },
  ]);
  expect(here()).toEqual(ALL);
  expect(there()).toEqual(ALL);
  expect(changes()).toEqual([]);
  const audited = world.tables().auditEntries.all(({ objectType }) => objectType === 'mail_alias');
  expect(audited).toHaveLength(3);
});

describe('nothing at all is asked for when one cannot be', () => {
  const add = (localPart: string, destination: string) =>
    world.unitOfWork.run(({ mailAliases }) =>
      mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: domain.id, localPart, destination })),
    );

  it.each([
    ['is there', ['x@y.fr', 'a@b.fr'], 'alias.already_exists', { destinations: 'a@b.fr' }],
    [
      'is given more than once',
      ['x@y.fr', 'C@d.fr', 'c@D.fr', 'X@y.fr'],
      'alias.repeated_destination',
      { destinations: 'c@d.fr, x@y.fr' },
    ],
    ['leads back', ['x@y.fr', 'Back@evry.fr'], 'alias.loop', { destination: 'Back@evry.fr' }],
    ['is the alias itself', ['contact@evry.fr', 'x@y.fr'], 'alias.loop', { destination: 'contact@evry.fr' }],
  ])('as one %s', async (_what, destinations, code, params) => {
    await add('contact', 'a@b.fr');
    await add('back', 'contact@evry.fr');
    const asked = world.jobs.during(() => create(...destinations));
    await expect(asked).rejects.toMatchObject({ code, params });
    expect(changes()).toEqual([]);
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(here()).toEqual(['a@b.fr', 'contact@evry.fr']);
  });

  it('as the caller may not', async () => {
    const { actor } = await world.addPerson();
    await world.giveAccess(actor, domain, 'viewer');
    const asked = world.useCases.createAliases(actor, {
      slug: 'evryfr',
      localPart: 'contact',
      destinations: ALL,
    });
    await expect(asked).rejects.toMatchObject({ code: 'mail_domain.action_forbidden' });
    expect(changes()).toEqual([]);
  });
});

it('tells of a refusal of the mail service one by one', async () => {
  world.provisioner.refuseNext('not this one');
  expect(await world.jobs.during(() => create('a@b.fr', 'c@d.fr'))).toMatchObject([
    { destination: 'a@b.fr', outcome: 'refused', code: 'alias.refused', params: { reason: 'not this one' } },
    { destination: 'c@d.fr', outcome: 'created' },
  ]);
  expect(here()).toEqual(['c@d.fr']);
  expect(there()).toEqual(['c@d.fr']);
});

it('says what has to wait in an outage, and makes it once', async () => {
  world.provisioner.setTrouble({ kind: 'unavailable' });
  const waiting = { outcome: 'waiting', code: 'mail_provisioner.unavailable', params: {} };
  const expected = ALL.map((destination) => ({ destination, ...waiting }));
  expect(await world.jobs.during(() => create(...ALL))).toEqual(expected);
  expect(await world.jobs.during(() => create(...ALL))).toEqual(expected);
  expect(changes()).toHaveLength(3);
  world.provisioner.setTrouble(undefined);
  await world.jobs.runAllJobs();
  expect(here()).toEqual(ALL);
  expect(there()).toEqual(ALL);
  expect(changes()).toEqual([]);
});

it('keeps all or nothing when the process dies while it asks', async () => {
  world.unitOfWork.plan('lost');
  await world.jobs.during(() => create(...ALL)).catch(() => undefined);
  await world.jobs.runAllJobs();
  expect([here(), there(), changes()]).toEqual([[], [], []]);
});
