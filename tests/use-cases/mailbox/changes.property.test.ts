import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { changeOf } from '../../../src/domain/mailbox/provisioning.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

/** Requests do not wait: everything happens in the background. */
const IMPATIENT = { registrationMs: 0, usualMs: 0 };
const NAMES = { firstName: 'Jean', lastName: 'Valjean' };

const CALLS = [
  'findMailbox',
  'createMailbox',
  'enableMailbox',
  'disableMailbox',
  'renameMailbox',
  'resetPassword',
  'issueLoginCode',
  'createAlias',
  'removeAlias',
  'removeAliases',
] as const;

const TROUBLES = {
  outage: () => {
    throw new DomainError('mail_provisioner.unavailable', 'no answer');
  },
  kill: () => {
    throw new Error('the process was killed');
  },
};

type Town = Readonly<{ world: UseCaseWorld; owner: Actor; mailbox: Mailbox }>;

const REQUESTS = {
  enable: ({ world, owner, mailbox }: Town) => world.useCases.enableMailbox(owner, 'evryfr', mailbox.id),
  disable: ({ world, owner, mailbox }: Town) => world.useCases.disableMailbox(owner, 'evryfr', mailbox.id),
  reset: ({ world, owner, mailbox }: Town) =>
    world.useCases.resetMailboxPassword(owner, 'evryfr', mailbox.id),
  link: ({ world, owner, mailbox }: Town) => world.useCases.sendLoginLink(owner, 'evryfr', mailbox.id),
  rename: ({ world, owner, mailbox }: Town, value: string) =>
    world.useCases.updateMailbox(owner, { slug: 'evryfr', id: mailbox.id, firstName: value }),
  alias: ({ world, owner }: Town, value: string) =>
    world.useCases.createAlias(owner, { slug: 'evryfr', localPart: 'c', destination: `${value}@b.fr` }),
  removal: async ({ world, owner }: Town, value: string) => {
    const found = world.tables().mailAliases.first(({ destination }) => destination === `${value}@b.fr`);
    if (found) await world.useCases.removeAlias(owner, 'evryfr', found.id);
  },
  removal_of_all: ({ world, owner }: Town) => world.useCases.removeAliases(owner, 'evryfr', 'c'),
} as const;
type Request = keyof typeof REQUESTS;

const request = fc.constantFrom(...(Object.keys(REQUESTS) as Request[]));
const value = fc.constantFrom('Ana', 'Bea');

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'run' } as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      request,
      value,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('meanwhile' as const),
      call: fc.constantFrom(...CALLS),
      when: fc.constantFrom('before' as const, 'after' as const),
      request,
      value,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(120) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      call: fc.constantFrom(...CALLS),
      when: fc.constantFrom('before' as const, 'after' as const),
      what: fc.constantFrom('outage' as const, 'kill' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('commits' as const),
      fates: fc.array(fc.constantFrom('kept' as const, 'lost' as const), { maxLength: 4 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Beginning = 'a mailbox that is there' | 'a mailbox whose creation has no answer';

async function openTown(beginning: Beginning): Promise<Town> {
  const world = await openUseCaseWorld({ settings: { waits: IMPATIENT } });
  const domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  const { actor: owner } = await world.addPerson();
  await world.giveAccess(owner, domain, 'owner');
  const mailbox = await world.addMailbox({
    mailDomainId: domain.id,
    localPart: 'jean',
    ...NAMES,
    secondaryEmail: 'jean@perso.fr',
    ...(beginning === 'a mailbox that is there' ? { status: 'enabled' } : {}),
  });
  if (beginning === 'a mailbox that is there') {
    await world.provisioner.createMailbox({ domain: 'evry.fr', localPart: 'jean', ...NAMES });
  } else {
    const { id: mailboxId, mailDomainId } = mailbox;
    await world.jobs.enqueue(
      { name: 'provision_mailbox', mailboxId, mailDomainId },
      `provision_mailbox:${mailboxId}`,
    );
    world.provisionerCalls.interruptNext('createMailbox', { after: TROUBLES.outage });
    await world.jobs.runNext();
  }
  return { world, owner, mailbox };
}

/** Refusals, and commits whose answer is lost, are part of the day. */
async function ask(given: { readonly request: Request; readonly value: string }, town: Town): Promise<void> {
  await Promise.resolve(REQUESTS[given.request](town, given.value)).catch(() => undefined);
}

async function take(given: Step, town: Town): Promise<void> {
  const { world } = town;
  if (given.kind === 'run') await world.jobs.runNext();
  else if (given.kind === 'wait') world.clock.advance(given.seconds);
  else if (given.kind === 'commits') world.unitOfWork.plan(...given.fates);
  else if (given.kind === 'trouble') {
    world.provisionerCalls.interruptNext(given.call, { [given.when]: TROUBLES[given.what] });
  } else if (given.kind === 'meanwhile') {
    world.provisionerCalls.interruptNext(given.call, { [given.when]: () => ask(given, town) });
  } else await ask(given, town);
}

it.each<Beginning>(['a mailbox that is there', 'a mailbox whose creation has no answer'])(
  'whatever is asked, and whatever outages, crashes and lost commits come between, both sides end up the same: %s',
  async (beginning) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const town = await openTown(beginning);
        const { world, mailbox } = town;
        for (const given of steps) await take(given, town);
        world.unitOfWork.plan();
        await world.jobs.runAllJobs();

        const row = world.tables().mailboxes.find(mailbox.id);
        const held = world.provisioner.listMailboxes('evry.fr').find(({ localPart }) => localPart === 'jean');
        expect(row && changeOf(row)).toBeNull();
        expect(held?.isActive ?? false).toBe(row?.status === 'enabled');
        expect(row?.status).toMatch(/^(enabled|disabled)$/);
        if (row?.status === 'enabled') expect(held?.firstName).toBe(row.firstName);
        if (row?.passwordHash) {
          expect(await world.passwordHasher.verify(row.passwordHash, held?.password ?? '')).toBe(true);
        }
        const aliases = world.tables().mailAliases.all(() => true);
        const ours = aliases.map(({ localPart, destination }) => `${localPart} ${destination}`);
        const theirs = world.provisioner
          .listAliases('evry.fr')
          .map(({ localPart, destination }) => `${localPart} ${destination}`);
        expect(ours.sort()).toEqual([...theirs].sort());
        expect(world.tables().mailAliasChanges.all(() => true)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  },
);
