import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import type { JobOptions } from '../../src/application/shared/jobs/outbox.ts';
import type { WaitingJob } from '../../src/application/shared/jobs/waiting-jobs.ts';
import type { MailboxId, MailDomainId } from '../../src/domain/shared/ids.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

type Provisioning = Extract<Job, { name: 'provision_mailbox' }>;

export const waitingJobsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`waiting jobs contract: ${name}`, async () => {
    const { unitOfWork, queuedJobs, reset, close } = await open();
    const append = (job: Job, options?: JobOptions) =>
      unitOfWork.run(({ outbox }) => outbox.append(job, options));
    const mailDomainId = newId<MailDomainId>();
    const provision = (domain = mailDomainId): Provisioning => ({
      name: 'provision_mailbox',
      mailboxId: newId<MailboxId>(),
      mailDomainId: domain,
    });
    /** The one being carried out: it does not wait. */
    const current = provision();
    const following = (limit: number, job: Provisioning = current) =>
      unitOfWork.run(({ waitingJobs }) => waitingJobs.following(job, limit));
    const finish = (jobs: readonly WaitingJob[]) =>
      unitOfWork.run(({ waitingJobs }) => waitingJobs.finish(jobs));
    const jobsOf = (waiting: readonly WaitingJob[]) => waiting.map(({ job }) => job);
    const far = new Date('2120-01-01T00:00:00Z');

    beforeEach(reset);
    afterAll(close);

    it('tells of those of its queue in their order, as many as asked for, and leaves them in the queue', async () => {
      const [first, second, third] = [provision(), provision(), provision()];
      for (const job of [first, second, third]) await append(job, { key: job.mailboxId });
      await append(provision(newId()));
      expect(jobsOf(await following(10))).toEqual([first, second, third]);
      expect(jobsOf(await following(2))).toEqual([first, second]);
      expect(await queuedJobs()).toHaveLength(4);
    });

    it('tells of none that is due later', async () => {
      await append(provision(), { runAt: far });
      const due = provision();
      await append(due);
      expect(jobsOf(await following(10))).toEqual([due]);
    });

    it('tells of none behind one of another name', async () => {
      const before = provision();
      await append(before);
      await append({ name: 'synchronize_mailbox', mailboxId: newId(), mailDomainId });
      await append(provision());
      expect(jobsOf(await following(10))).toEqual([before]);
    });

    it('tells of none to a job without a queue', async () => {
      const { mailDomainId: _none, ...legacy } = provision();
      await append(legacy);
      await append(provision());
      expect(await following(10, legacy)).toEqual([]);
      expect(await following(10, provision(newId()))).toEqual([]);
    });

    it('takes off those that are finished, and no other', async () => {
      const [first, second, third] = [provision(), provision(), provision()];
      for (const job of [first, second, third]) await append(job, { key: job.mailboxId });
      await finish(await following(2));
      expect((await queuedJobs()).map(({ job }) => job)).toEqual([third]);
      await finish([]);
      expect(await queuedJobs()).toHaveLength(1);
    });

    it('tells of none that the same transaction has finished', async () => {
      const [first, second] = [provision(), provision()];
      for (const job of [first, second]) await append(job);
      await unitOfWork.run(async ({ waitingJobs }) => {
        await waitingJobs.finish(await waitingJobs.following(current, 1));
        expect(jobsOf(await waitingJobs.following(current, 10))).toEqual([second]);
      });
    });

    it('takes off nothing when the transaction is rolled back', async () => {
      await append(provision());
      const found = await following(1);
      const attempt = unitOfWork.run(async ({ waitingJobs }) => {
        await waitingJobs.finish(found);
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await queuedJobs()).toHaveLength(1);
    });

    it('leaves one that was asked for again since it was looked at', async () => {
      const [again, once] = [provision(), provision()];
      for (const job of [again, once]) await append(job, { key: job.mailboxId });
      const found = await following(2);
      await append(again, { key: again.mailboxId });
      await finish(found);
      expect((await queuedJobs()).map(({ job }) => job)).toEqual([again]);
    });
  });
