import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { JobOptions } from '../../src/application/shared/jobs/outbox.ts';
import type { MailboxId, MailDomainId } from '../../src/domain/shared/ids.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const outboxContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`outbox contract: ${name}`, async () => {
    const { unitOfWork, queuedJobs, reset, close } = await open();
    const append = (job: Job, options?: JobOptions) =>
      unitOfWork.run(({ outbox }) => outbox.append(job, options));
    const check = (mailDomainId = newId<MailDomainId>()): Job => ({
      name: 'check_mail_domain',
      mailDomainId,
      notify: true,
    });
    const provision: Job = { name: 'provision_mailbox', mailboxId: newId<MailboxId>() };
    const soon = new Date('2120-01-01T00:00:00.001Z');
    const later = new Date('2120-01-01T00:00:00.002Z');

    beforeEach(reset);
    afterAll(close);

    const jobs: Job[] = [
      { name: 'register_mail_domain', mailDomainId: newId() },
      check(),
      provision,
      { name: 'synchronize_mailbox', mailboxId: newId(), mailDomainId: newId() },
      { name: 'change_alias', changeId: newId(), mailDomainId: newId() },
      { name: 'complete_mail_draft', outgoingMailId: newId(), mailboxId: newId() },
      { name: 'deliver_mail', outgoingMailId: newId() },
      {
        name: 'run_plugin_hook',
        plugin: 'a plugin',
        event: {
          hook: 'organization_access_granted',
          organizationId: newId(),
          userId: newId(),
          occurredAt: '2026-03-02T08:30:00.123Z',
        },
      },
      { name: 'schedule_domain_checks', statuses: ['pending', 'action_required'] },
      { name: 'resume_stalled_mailboxes' },
      { name: 'name_unnamed_organizations' },
      { name: 'deliver_to_webhook', webhookId: newId() },
      { name: 'resume_webhooks' },
      { name: 'purge_webhook_deliveries' },
      { name: 'purge_sessions' },
    ];
    it.each(jobs)('keeps a $name job as it is', async (job) => {
      await append(job);
      expect((await queuedJobs()).map((queued) => queued.job)).toEqual([job]);
    });

    it('keeps many jobs at once, due at once and without a key', async () => {
      await unitOfWork.run(async ({ outbox }) => {
        await outbox.appendAll(jobs);
        await outbox.appendAll([]);
      });
      const queued = await queuedJobs();
      expect(queued).toHaveLength(jobs.length);
      expect(queued.map(({ job }) => job)).toEqual(expect.arrayContaining(jobs));
      for (const { runAt, key } of queued) {
        expect(key).toBeUndefined();
        expect(runAt.getTime()).toBeLessThan(soon.getTime());
      }
    });

    it('has those appended together wait in their queues, like others', async () => {
      const [first, mailDomainId] = [newId<MailboxId>(), newId<MailDomainId>()];
      const job = { name: 'provision_mailbox', mailboxId: first, mailDomainId } as const;
      await unitOfWork.run(({ outbox }) => outbox.appendAll([job, provision]));
      const following = await unitOfWork.run(({ waitingJobs }) =>
        waitingJobs.following({ ...job, mailboxId: newId<MailboxId>() }, 10),
      );
      expect(following.map((waiting) => waiting.job)).toEqual([job]);
    });

    it('keeps many that wait behind others, each under its key, due at once', async () => {
      const keyed = jobs.map((job, index) => ({ job, key: `k${index}` }));
      await append(check(), { key: 'k0', runAt: later });
      await unitOfWork.run(async ({ outbox }) => {
        await outbox.appendBehind(keyed);
        await outbox.appendBehind([]);
      });
      const queued = await queuedJobs();
      expect(queued).toHaveLength(jobs.length);
      expect(queued.map(({ job, key }) => ({ job, key }))).toEqual(expect.arrayContaining(keyed));
      for (const { runAt } of queued) expect(runAt.getTime()).toBeLessThan(soon.getTime());
    });

    it('makes each of many that wait behind others due at once, or not before its instant', async () => {
      const [first, second] = jobs;
      if (!first || !second) throw new Error('there are two jobs');
      await unitOfWork.run(({ outbox }) =>
        outbox.appendBehind([
          { job: first, key: 'first', runAt: later },
          { job: second, key: 'second' },
        ]),
      );
      const due = new Map((await queuedJobs()).map(({ key, runAt }) => [key, runAt]));
      expect(due.get('first')).toEqual(later);
      expect(due.get('second')?.getTime()).toBeLessThan(soon.getTime());
    });

    it('has them wait behind those that come later', async () => {
      const mailDomainId = newId<MailDomainId>();
      const one = { name: 'provision_mailbox', mailboxId: newId<MailboxId>(), mailDomainId } as const;
      const [behind, later] = [one, { ...one, mailboxId: newId<MailboxId>() }];
      await unitOfWork.run(({ outbox }) => outbox.appendBehind([{ job: behind, key: 'k' }]));
      await append(later);
      const following = await unitOfWork.run(({ waitingJobs }) => waitingJobs.following(one, 10));
      expect(following.map((waiting) => waiting.job)).toEqual([later, behind]);
    });

    it('makes a job due at once, or not before the instant given', async () => {
      await append(check(), { runAt: later });
      await append(check(), { runAt: soon });
      await append(provision);
      const [first, ...others] = await queuedJobs();
      expect(first?.job).toEqual(provision);
      expect(first?.runAt.getTime()).toBeLessThan(soon.getTime());
      expect(others.map(({ runAt }) => runAt)).toEqual([soon, later]);
    });

    it('shows jobs at commit, and never after a rollback', async () => {
      const attempt = unitOfWork.run(async ({ outbox }) => {
        await outbox.append(check());
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      await unitOfWork.run(async ({ outbox }) => {
        await outbox.append(provision);
        expect(await queuedJobs()).toEqual([]);
      });
      expect(await queuedJobs()).toMatchObject([{ job: provision }]);
    });

    it('replaces a waiting job of the same key: content and time', async () => {
      const mailDomainId = newId<MailDomainId>();
      await append({ name: 'register_mail_domain', mailDomainId }, { key: 'k', runAt: later });
      await append(check(), { key: 'another', runAt: later });
      await append(check(mailDomainId), { key: 'k', runAt: soon });
      const queued = await queuedJobs();
      expect(queued).toHaveLength(2);
      expect(queued[0]).toEqual({ job: check(mailDomainId), key: 'k', runAt: soon });
      expect(queued[1]).toMatchObject({ key: 'another', runAt: later });
    });

    it('replaces a delayed job by one that is due at once', async () => {
      await append(provision, { key: 'k', runAt: later });
      await append(provision, { key: 'k' });
      const queued = await queuedJobs();
      expect(queued).toHaveLength(1);
      expect(queued[0]?.runAt.getTime()).toBeLessThan(soon.getTime());
    });

    it('replaces within one transaction, the last one counts', async () => {
      await unitOfWork.run(async ({ outbox }) => {
        await outbox.append(check(), { key: 'k', runAt: soon });
        await outbox.append(provision, { key: 'k', runAt: later });
      });
      expect(await queuedJobs()).toEqual([{ job: provision, key: 'k', runAt: later }]);
    });

    it('keeps the former job of a key when the transaction that replaces it is rolled back', async () => {
      await append(provision, { key: 'k', runAt: soon });
      const attempt = unitOfWork.run(async ({ outbox }) => {
        await outbox.append(check(), { key: 'k', runAt: later });
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await queuedJobs()).toEqual([{ job: provision, key: 'k', runAt: soon }]);
    });

    it('keeps jobs without a key apart, even equal ones', async () => {
      await append(provision);
      await append(provision);
      const queued = await queuedJobs();
      expect(queued.map(({ job, key }) => ({ job, key }))).toEqual([
        { job: provision, key: undefined },
        { job: provision, key: undefined },
      ]);
    });

    it('keeps one job per key among concurrent writers', async () => {
      await Promise.all(Array.from({ length: 8 }, () => append(provision, { key: 'k' })));
      expect(await queuedJobs()).toHaveLength(1);
    });

    it('does not see later changes of what it was given', async () => {
      const statuses: ('pending' | 'enabled')[] = ['pending'];
      const runAt = new Date(soon);
      await unitOfWork.run(async ({ outbox }) => {
        await outbox.append({ name: 'schedule_domain_checks', statuses }, { runAt });
        statuses.push('enabled');
        runAt.setTime(0);
      });
      const [queued] = await queuedJobs();
      expect(queued).toEqual({
        job: { name: 'schedule_domain_checks', statuses: ['pending'] },
        runAt: soon,
        key: undefined,
      });
    });
  });
