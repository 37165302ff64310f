import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const MAILBOXES = 3;
const CALLS = ['createMailbox', 'findMailbox', 'readMailboxes', 'resetPassword', 'issueLoginCode'] as const;

const TROUBLES = {
  outage: () => {
    throw new DomainError('mail_provisioner.unavailable', 'no answer');
  },
  refused_credentials: () => {
    throw new DomainError('mail_provisioner.forbidden', 'who are you');
  },
  kill: () => {
    throw new Error('the process was killed');
  },
};

/** What a day may bring, step by step. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'run' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('queue' as const), mailbox: fc.nat(MAILBOXES - 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(120) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      call: fc.constantFrom(...CALLS),
      when: fc.constantFrom('before' as const, 'after' as const),
      what: fc.constantFrom('outage' as const, 'refused_credentials' as const, 'kill' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('commits' as const),
      fates: fc.array(fc.constantFrom('kept' as const, 'lost' as const), { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('mail_server' as const), down: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function openWithMailboxes(): Promise<{ world: UseCaseWorld; mailboxes: readonly Mailbox[] }> {
  const base = await openUseCaseWorld();
  const mailSettings = { ...base.settings.mailSettings, sendsPassword: true };
  const world = await openUseCaseWorld({ settings: { mailSettings } });
  const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
  const mailboxes: Mailbox[] = [];
  for (let n = 0; n < MAILBOXES; n += 1) {
    const secondaryEmail = `owner-${n}@perso.example`;
    mailboxes.push(await world.addMailbox({ mailDomainId, localPart: `box-${n}`, secondaryEmail }));
  }
  return { world, mailboxes };
}

const queue = (world: UseCaseWorld, { id: mailboxId, mailDomainId }: Mailbox) =>
  world.jobs.enqueue(
    { name: 'provision_mailbox', mailboxId, mailDomainId },
    `provision_mailbox:${mailboxId}`,
  );

async function take(given: Step, world: UseCaseWorld, mailboxes: readonly Mailbox[]): Promise<void> {
  if (given.kind === 'run') await world.jobs.runNext();
  else if (given.kind === 'wait') world.clock.advance(given.seconds);
  else if (given.kind === 'commits') world.unitOfWork.plan(...given.fates);
  else if (given.kind === 'mail_server') world.mailer.setDown(given.down);
  else if (given.kind === 'queue') {
    for (const mailbox of mailboxes.slice(given.mailbox, given.mailbox + 1)) await queue(world, mailbox);
  } else world.provisionerCalls.interruptNext(given.call, { [given.when]: TROUBLES[given.what] });
}

it('whatever outages, crashes, lost commits and repeated runs come between, each mailbox is created once and announced by one good mail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { world, mailboxes } = await openWithMailboxes();
      for (const mailbox of mailboxes) await queue(world, mailbox);
      for (const given of steps) await take(given, world, mailboxes);
      world.mailer.setDown(false);
      world.unitOfWork.plan();
      for (const mailbox of mailboxes) await queue(world, mailbox);
      await world.jobs.runAllJobs();

      const held = world.provisioner.listMailboxes('evry.fr');
      expect(held.map(({ localPart }) => localPart).sort()).toEqual(['box-0', 'box-1', 'box-2']);
      for (const { id, localPart, secondaryEmail } of mailboxes) {
        const row = world.tables().mailboxes.find(id);
        const password = held.find((candidate) => candidate.localPart === localPart)?.password ?? '';
        expect(row).toMatchObject({ status: 'enabled', provisioning: { state: 'done' } });
        expect(await world.passwordHasher.verify(row?.passwordHash ?? '', password)).toBe(true);
        const mails = world.mailer.sent.filter(({ to }) => to === secondaryEmail);
        // A commit lost after the mail server took the mail repeats it under the same Message-ID, and SMTP has no cure.
        expect(new Set(mails.map((mail) => mail.id)).size).toBe(1);
        for (const { content } of mails) expect(content).toMatchObject({ kind: 'mailbox_created', password });
        const mail = mails.at(-1)?.content;
        const link = mail && 'loginLink' in mail ? mail.loginLink : '';
        expect(world.provisioner.useCode(link.slice(link.lastIndexOf('/') + 1))).toBe(`${localPart}@evry.fr`);
      }
    }),
    { numRuns: 100 },
  );
});

/** Lets those who wait go on one at a time, in an order that `choices` decides, until `work` is done. */
async function interleave(
  work: (pause: () => Promise<void>) => Promise<unknown>,
  choices: readonly number[],
): Promise<void> {
  const paused: (() => void)[] = [];
  let isDone = false;
  const done = work(() => new Promise((resolve) => paused.push(resolve))).finally(() => {
    isDone = true;
  });
  for (let round = 0; !isDone; round += 1) {
    await new Promise(setImmediate); // all continue as far as they can
    const [next] = paused.splice((choices[round] ?? 0) % Math.max(paused.length, 1), 1);
    next?.();
  }
  await done;
}

it('however the steps of several workers interleave, a mailbox is created once, enabled, and announced by one mail', async () => {
  const scenario = {
    choices: fc.array(fc.nat(3), { maxLength: 25 }),
    workers: fc.integer({ min: 2, max: 4 }),
  };
  await fc.assert(
    fc.asyncProperty(fc.record(scenario), async ({ choices, workers }) => {
      const { world, mailboxes } = await openWithMailboxes();
      for (const mailbox of mailboxes) {
        await interleave((pause) => {
          for (const call of CALLS.flatMap((name) => Array.from({ length: 2 * workers }, () => name))) {
            world.provisionerCalls.interruptNext(call, { before: pause, after: pause });
          }
          const run = () =>
            world.handlers.provision_mailbox({ name: 'provision_mailbox', mailboxId: mailbox.id });
          return Promise.all(Array.from({ length: workers }, run));
        }, choices);
        world.provisionerCalls.clearInterruptions();
      }
      await world.jobs.runAllJobs();

      expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(MAILBOXES);
      for (const { id, secondaryEmail } of mailboxes) {
        expect(world.tables().mailboxes.find(id)).toMatchObject({ status: 'enabled' });
        expect(world.mailer.sent.filter(({ to }) => to === secondaryEmail)).toHaveLength(1);
      }
    }),
    { numRuns: 50 },
  );
});
