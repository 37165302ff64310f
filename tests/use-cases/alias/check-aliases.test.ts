import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { makeMailbox } from '../../builders/make-mailbox.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  await world.unitOfWork.run(async ({ mailboxes, mailAliases }) => {
    await mailboxes.insert(
      makeMailbox({ mailDomainId: domain.id, localPart: 'maire', firstName: 'A', lastName: 'B' }),
    );
    for (const [localPart, destination] of [
      ['contact', 'a@b.fr'],
      ['back', 'contact@evry.fr'],
    ] as const) {
      await mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: domain.id, localPart, destination }));
    }
  });
});

const check = (localPart: string, ...destinations: readonly string[]) =>
  world.useCases.checkAliases(owner, { slug: 'evryfr', localPart, destinations });
const create = (localPart: string, ...destinations: readonly string[]) =>
  world.jobs.during(() =>
    world.useCases.createAliases(owner, { slug: 'evryfr', localPart, destinations }).then(
      () => null,
      (error: { readonly code: string }) => error.code,
    ),
  );

it('finds nothing wrong with a good one, and stores nothing', async () => {
  expect(await check('neuf', 'x@y.fr', 'maire@evry.fr')).toEqual({
    refusal: null,
    destinations: [
      { destination: 'x@y.fr', problem: null, isUnknown: false },
      { destination: 'maire@evry.fr', problem: null, isUnknown: false },
    ],
    warnings: [],
    hasMailbox: false,
    present: [],
  });
  expect(world.tables().mailAliasChanges.all(() => true)).toEqual([]);
});

describe('says of each what creation would refuse', () => {
  it.each([
    ['contact', ['x@y.fr', 'A@b.fr'], [null, 'alias.already_exists']],
    ['contact', ['x@y.fr', 'X@y.fr'], [null, 'alias.repeated_destination']],
    ['contact', ['x@y.fr', 'back@evry.fr'], [null, 'alias.loop']],
    ['contact', ['Contact@evry.fr', 'x@y.fr', 'back@evry.fr'], ['alias.loop', null, 'alias.loop']],
    ['contact', ['nobody', 'x@y.fr'], ['alias.invalid_destination', null]],
    ['maire', ['maire@evry.fr'], [null]],
  ] as const)('%s to %j', async (localPart, destinations, problems) => {
    const checked = await check(localPart, ...destinations);
    expect(checked.destinations.map(({ problem }) => problem)).toEqual(problems);
    const [first = null] = problems.filter((problem) => problem !== null);
    expect(await create(localPart, ...destinations)).toBe(first);
  });

  it.each([
    ['../x', 'alias.invalid_local_part'],
    ['-x', 'alias.invalid_local_part'],
    ['x'.repeat(65), 'alias.invalid_local_part'],
  ])('the local part %s', async (localPart, code) => {
    const checked = await check(localPart, 'x@y.fr', 'nobody');
    expect(checked.refusal).toMatchObject({ code });
    expect(checked.destinations.map(({ problem }) => problem)).toEqual([null, 'alias.invalid_destination']);
    expect(await create(localPart, 'x@y.fr')).toBe(code);
  });

  it('that there are too many, with those on their way', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `d${from + index}@y.fr`);
    for (const from of [0, 50]) await create('plein', ...many(from, 49));
    expect((await check('plein', 'a@z.fr', 'b@z.fr')).refusal).toBeNull();
    const refusal = { code: 'list.full', params: { max: '100' } };
    expect(await check('plein', 'a@z.fr', 'b@z.fr', 'c@z.fr')).toMatchObject({ refusal });
    expect(await create('plein', 'a@z.fr', 'b@z.fr', 'c@z.fr')).toBe('list.full');
    // Those that wait already are not counted twice.
    expect((await check('plein', ...many(0, 49))).refusal).toBeNull();
  });
});

it('warns of what a mailbox of that address would lose, and of nobody at a destination', async () => {
  expect(await check('maire', 'x@y.fr')).toMatchObject({ hasMailbox: true, warnings: ['mailbox_shadowed'] });
  const kept = await check('maire', 'x@y.fr', 'maire@evry.fr');
  expect(kept.warnings).toEqual(['copy_kept']);
  expect(await check('contact', 'x@y.fr')).toMatchObject({ present: ['a@b.fr'], warnings: [] });
  const { destinations } = await check('neuf', 'mare@evry.fr', 'Maire@EVRY.fr', 'back@evry.fr', 'a@b.fr');
  expect(destinations.map(({ isUnknown }) => isUnknown)).toEqual([true, false, false, false]);
});

it.each([
  ['viewer', 'mail_domain.action_forbidden'],
  [undefined, 'mail_domain.not_found'],
] as const)('is refused to a %s', async (role, code) => {
  const { actor } = await world.addPerson();
  if (role) await world.giveAccess(actor, domain, role);
  const asked = world.useCases.checkAliases(actor, { slug: 'evryfr', localPart: 'x', destinations: [] });
  await expect(asked).rejects.toMatchObject({ code });
});
