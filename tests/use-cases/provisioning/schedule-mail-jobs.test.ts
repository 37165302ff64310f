import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain, MailDomainStatus } from '../../../src/domain/mail-domain/mail-domain.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;

beforeEach(async () => {
  world = await openUseCaseWorld({ settings: { checkIntervalSeconds: 10 } });
});

const minutesAgo = (minutes: number) => new Date(START.getTime() - minutes * 60_000);
const secondsLater = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const schedule = (...statuses: MailDomainStatus[]) =>
  world.handlers.schedule_domain_checks({ name: 'schedule_domain_checks', statuses });

describe('checks of domains', () => {
  const check = ({ id }: MailDomain, seconds: number) => ({
    job: { name: 'check_mail_domain', mailDomainId: id, notify: true },
    key: `check_mail_domain:${id}`,
    runAt: secondsLater(seconds),
  });

  it('are spaced, those checked longest ago first, those of other statuses left out', async () => {
    const recent = await world.addMailDomain({ lastCheckedAt: minutesAgo(5) });
    const never = await world.addMailDomain();
    const old = await world.addMailDomain({ lastCheckedAt: minutesAgo(50) });
    await world.addMailDomain({ status: 'enabled' });
    await world.addMailDomain({ registration: { state: 'asked' } });
    await schedule('pending');
    expect(world.jobs.waiting()).toEqual([check(never, 0), check(old, 10), check(recent, 20)]);
  });

  it('that wait already are put off, not doubled', async () => {
    const domain = await world.addMailDomain();
    await schedule('pending');
    await schedule('pending');
    expect(world.jobs.waiting()).toEqual([check(domain, 0)]);
  });

  it('cover several statuses at once, and never disabled domains unless asked', async () => {
    const failed = await world.addMailDomain({ status: 'failed', lastCheckedAt: minutesAgo(2) });
    const enabled = await world.addMailDomain({ status: 'enabled', lastCheckedAt: minutesAgo(1) });
    await world.addMailDomain({ status: 'disabled' });
    await schedule('failed', 'enabled');
    expect(world.jobs.waiting()).toEqual([check(failed, 0), check(enabled, 10)]);
  });

  it('go on after one of them failed', async () => {
    const first = await world.addMailDomain({ registration: { state: 'registered' } });
    const second = await world.addMailDomain();
    await schedule('pending');
    world.provisionerCalls.interruptNext('checkDomain', {
      before: () => {
        throw new Error('anything');
      },
    });
    await world.jobs.runAllJobs();
    for (const { id } of [first, second]) {
      expect(world.tables().mailDomains.find(id)).toMatchObject({ status: 'enabled' });
    }
    expect(world.jobs.failures).toHaveLength(1);
  });
});

describe('stalled mailboxes', () => {
  const resume = () => world.handlers.resume_stalled_mailboxes({ name: 'resume_stalled_mailboxes' });

  it('are queued again, oldest first: those of enabled domains that nothing has happened to', async () => {
    const { id: mailDomainId } = await world.addMailDomain({ status: 'enabled' });
    const { id: waiting } = await world.addMailDomain({ status: 'action_required' });
    const stalled = { mailDomainId, updatedAt: minutesAgo(21) };
    const young = await world.addMailbox({ ...stalled, createdAt: minutesAgo(30) });
    const old = await world.addMailbox({ ...stalled, createdAt: minutesAgo(40) });
    await world.addMailbox({ mailDomainId, updatedAt: minutesAgo(19) });
    await world.addMailbox({ ...stalled, status: 'failed' });
    await world.addMailbox({ ...stalled, mailDomainId: waiting });
    await resume();
    expect(world.jobs.waiting()).toMatchObject(
      [old, young].map(({ id }) => ({
        job: { name: 'provision_mailbox', mailboxId: id },
        key: `provision_mailbox:${id}`,
      })),
    );
  });

  it('are created then, once', async () => {
    const { id: mailDomainId } = await world.addMailDomain({ name: 'evry.fr', status: 'enabled' });
    await world.addMailbox({ mailDomainId, updatedAt: minutesAgo(60) });
    await resume();
    await resume();
    await world.jobs.runAllJobs();
    await resume();
    expect(world.jobs.waiting()).toEqual([]);
    expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(1);
  });

  it('leave alone a mailbox that an outage keeps trying: its delays would start afresh', async () => {
    const { id: mailDomainId } = await world.addMailDomain({ status: 'enabled' });
    const { id: mailboxId } = await world.addMailbox({ mailDomainId, updatedAt: minutesAgo(60) });
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await resume();
    for (let minutes = 0; minutes < 240; minutes += 10) {
      await world.jobs.runDueJobs();
      const before = world.jobs.waiting();
      await resume();
      expect(world.jobs.waiting()).toEqual(before);
      world.clock.advance(600);
    }
    const attempts =
      world.provisionerCalls.count('createMailbox') + world.provisionerCalls.count('findMailbox');
    expect(attempts).toBeLessThan(40);
    expect(world.tables().mailboxes.find(mailboxId)).toMatchObject({ status: 'pending' });
  });
});
