import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const UNAVAILABLE = 'mail_provisioner.unavailable';

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

async function open(settings: Parameters<typeof openUseCaseWorld>[0] = {}) {
  world = await openUseCaseWorld(settings);
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
}
beforeEach(() => open());

const rows = () => world.tables().mailAliases.all(() => true);
const here = () =>
  rows()
    .map(({ destination }) => destination)
    .sort();
const there = () =>
  world.provisioner
    .listAliases('evry.fr')
    .map(({ destination }) => destination)
    .sort();
const changes = () => world.tables().mailAliasChanges.all(() => true);

/** How a request ended: with `done`, or the code of its failure. */
const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const create = (destination: string) =>
  outcomeOf(world.useCases.createAlias(owner, { slug: 'evryfr', localPart: 'contact', destination }));
const remove = async (destination: string) => {
  const found = rows().find((alias) => alias.destination === destination);
  return found ? outcomeOf(world.useCases.removeAlias(owner, 'evryfr', found.id)) : 'alias.not_found';
};
const removeAll = () => outcomeOf(world.useCases.removeAliases(owner, 'evryfr', 'contact'));

/** Asks while the provisioner is down. */
async function askInOutage(...requests: readonly (() => Promise<string>)[]): Promise<void> {
  world.provisioner.setTrouble({ kind: 'unavailable' });
  for (const request of requests) expect(await world.jobs.during(request)).toBe(UNAVAILABLE);
  world.provisioner.setTrouble(undefined);
}

async function addAlias(destination: string): Promise<void> {
  const alias = makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', destination });
  await world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  await world.provisioner.createAlias({ domain: 'evry.fr', localPart: 'contact', destination });
}

async function expectInTheEnd(destinations: readonly string[]): Promise<void> {
  await world.jobs.runAllJobs();
  expect(here()).toEqual(destinations);
  expect(there()).toEqual(destinations);
  expect(changes()).toEqual([]);
}

describe('what was asked for in an outage is not made after what was asked for later', () => {
  it('a removal of all comes before a creation', async () => {
    await addAlias('old@b.fr');
    await askInOutage(removeAll);
    expect(await world.jobs.during(() => create('new@b.fr'))).toBe('done');
    expect(here()).toEqual(['new@b.fr']);
    await expectInTheEnd(['new@b.fr']);
  });

  it('a creation waits as long as the removal of all before it cannot be made', async () => {
    await addAlias('old@b.fr');
    await askInOutage(removeAll, () => create('new@b.fr'));
    expect(changes()).toMatchObject([
      { kind: 'removal_of_all', progress: { state: 'open', trouble: UNAVAILABLE } },
      { kind: 'creation', progress: { state: 'open', trouble: UNAVAILABLE } },
    ]);
    await expectInTheEnd(['new@b.fr']);
  });

  it('a creation does not come after a removal of all, which takes what was to be made', async () => {
    await askInOutage(() => create('a@b.fr'));
    expect(await world.jobs.during(removeAll)).toBe('done');
    await expectInTheEnd([]);
  });

  it('a creation whose answer was lost does not come back either', async () => {
    world.provisioner.loseNextAnswer();
    expect(await world.jobs.during(() => create('a@b.fr'))).toBe(UNAVAILABLE);
    expect(there()).toEqual(['a@b.fr']);
    expect(await world.jobs.during(removeAll)).toBe('done');
    await expectInTheEnd([]);
  });

  /** The provisioner carries out a creation whose answer never came after it has removed what it had. */
  async function removeBeforeCreated(...destinations: readonly string[]): Promise<void> {
    await askInOutage(...destinations.map((destination) => () => create(destination)));
    expect(await world.jobs.during(removeAll)).toBe('done');
    for (const destination of destinations) {
      world.provisioner.addAlias('evry.fr', { localPart: 'contact', destination });
    }
    expect(there()).toEqual(destinations);
  }

  it('a creation that the provisioner carries out only after the removal is removed as well, a kill in between or not', async () => {
    await removeBeforeCreated('a@b.fr', 'c@d.fr');
    world.provisionerCalls.interruptNext('removeAlias', {
      after: () => {
        throw new Error('the process was killed');
      },
    });
    await expectInTheEnd([]);
    expect(world.jobs.failures).toHaveLength(1);
  });

  it('also when the removal waited, and was asked for again', async () => {
    await addAlias('a@b.fr');
    await askInOutage(
      () => create('c@d.fr'),
      removeAll,
      () => create('e@f.fr'),
      removeAll,
    );
    world.clock.advance(300);
    await world.jobs.runDueJobs();
    expect(there()).toEqual([]);
    world.provisioner.addAlias('evry.fr', { localPart: 'contact', destination: 'c@d.fr' });
    await expectInTheEnd([]);
  });

  it('but not when it was asked for again meanwhile', async () => {
    await removeBeforeCreated('a@b.fr', 'c@d.fr');
    expect(await world.jobs.during(() => create('a@b.fr'))).toBe('done');
    await expectInTheEnd(['a@b.fr']);
  });

  it('asking again for a removal of all ends the creations asked for in between', async () => {
    await addAlias('old@b.fr');
    await askInOutage(removeAll, () => create('new@b.fr'), removeAll);
    await expectInTheEnd([]);
  });

  it('asking again for what a removal of all ended makes it after that', async () => {
    await askInOutage(
      () => create('a@b.fr'),
      removeAll,
      () => create('a@b.fr'),
    );
    await expectInTheEnd(['a@b.fr']);
  });

  it('a removal does not come after a creation of the same', async () => {
    await addAlias('a@b.fr');
    await askInOutage(() => remove('a@b.fr'));
    expect(await world.jobs.during(removeAll)).toBe('done');
    expect(await world.jobs.during(() => create('a@b.fr'))).toBe('done');
    await expectInTheEnd(['a@b.fr']);
  });

  it('what concerns another destination does not wait', async () => {
    await addAlias('a@b.fr');
    await askInOutage(() => remove('a@b.fr'));
    expect(await world.jobs.during(() => create('c@d.fr'))).toBe('done');
    expect(here()).toEqual(['a@b.fr', 'c@d.fr']);
    await expectInTheEnd(['c@d.fr']);
  });

  it('a loop is refused also when its other half waits', async () => {
    const createFor = (localPart: string, destination: string) =>
      outcomeOf(world.useCases.createAlias(owner, { slug: 'evryfr', localPart, destination }));
    await askInOutage(() => createFor('contact', 'mairie@evry.fr'));
    expect(await world.jobs.during(() => createFor('mairie', 'Contact@evry.fr'))).toBe('alias.loop');
    await expectInTheEnd(['mairie@evry.fr']);
  });

  it('answers a waiting request that a later change took its place', async () => {
    const waiting = create('a@b.fr');
    await Promise.resolve();
    while (changes().length === 0) await new Promise(setImmediate);
    const [ended, removed] = await Promise.all([waiting, world.jobs.during(removeAll)]);
    expect([ended, removed]).toEqual(['alias.superseded', 'done']);
    await expectInTheEnd([]);
  });
});

const CALLS = ['createAlias', 'removeAlias', 'removeAliases'] as const;
const TROUBLES = {
  outage: () => {
    throw new DomainError(UNAVAILABLE, 'no answer');
  },
  kill: () => {
    throw new Error('the process was killed');
  },
};
const asked = fc.record({
  request: fc.constantFrom('create' as const, 'remove' as const, 'removeAll' as const),
  destination: fc.constantFrom('a@b.fr', 'c@d.fr'),
});
const hook = { call: fc.constantFrom(...CALLS), when: fc.constantFrom('before' as const, 'after' as const) };
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), asked }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'run' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('meanwhile' as const), asked, ...hook }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      what: fc.constantFrom('outage' as const, 'kill' as const),
      ...hook,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(120) }) },
);

it('whatever comes between, what was asked for last is what there is in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
      await open({ settings: { waits: { registrationMs: 0, usualMs: 0 } } });
      const wanted = new Set<string>();
      const ask = async ({
        request,
        destination,
      }: typeof asked extends fc.Arbitrary<infer T> ? T : never) => {
        const requests = { create, remove, removeAll };
        const outcome = await requests[request](destination);
        // No request waits: an accepted one is answered as not done yet.
        if (outcome !== 'done' && outcome !== UNAVAILABLE) return;
        if (request === 'create') wanted.add(destination);
        else if (request === 'remove') wanted.delete(destination);
        else wanted.clear();
      };
      for (const given of steps) {
        if (given.kind === 'ask') await ask(given.asked);
        else if (given.kind === 'run') await world.jobs.runNext();
        else if (given.kind === 'wait') world.clock.advance(given.seconds);
        else {
          const act = given.kind === 'trouble' ? TROUBLES[given.what] : () => ask(given.asked);
          world.provisionerCalls.interruptNext(given.call, { [given.when]: act });
        }
      }
      // What still waits to interrupt a call is no longer to ask for anything.
      world.provisionerCalls.clearInterruptions();
      await expectInTheEnd([...wanted].sort());
    }),
    { numRuns: 100 },
  );
});
