import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../application/shared/jobs/job.ts';
import type { JobOptions } from '../../../application/shared/jobs/outbox.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { MemoryStore } from '../engine/memory-store.ts';
import type { QueuedJob } from '../engine/queued-job.ts';
import { MemoryUnitOfWork } from '../memory-unit-of-work.ts';
import { MemoryJobQueue } from './memory-job-queue.ts';

describe('MemoryJobQueue', () => {
  let unitOfWork: MemoryUnitOfWork;
  let queue: MemoryJobQueue;
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
  const job = (mailboxId: string): Job => ({
    name: 'provision_mailbox',
    mailboxId: mailboxId as MailboxId,
  });
  const append = (id: string, options?: JobOptions) =>
    unitOfWork.run(({ outbox }) => outbox.append(job(id), options));
  const takeAll = (now: Date) => {
    const taken: Job[] = [];
    for (let next = queue.take(now); next; next = queue.take(now)) taken.push(next.job);
    return taken;
  };

  beforeEach(() => {
    const store = new MemoryStore();
    unitOfWork = new MemoryUnitOfWork(store);
    queue = new MemoryJobQueue(store);
  });

  it('gives what is due, earliest first, then in the order of appending', async () => {
    await append('late', { runAt: at(9) });
    await append('tie 1', { runAt: at(3) });
    await append('tie 2', { runAt: at(3) });
    await append('early', { runAt: at(1) });
    await append('now');
    expect(takeAll(at(5))).toEqual(['now', 'early', 'tie 1', 'tie 2'].map(job));
    expect(takeAll(at(8))).toEqual([]);
    expect(takeAll(at(9))).toEqual([job('late')]);
    expect(queue.waiting()).toEqual([]);
  });

  it('does not replace a job that was taken', async () => {
    await append('first', { key: 'k' });
    const taken = queue.take(at(0));
    await append('second', { key: 'k' });
    expect(taken).toMatchObject({ job: job('first'), key: 'k' });
    expect(takeAll(at(0))).toEqual([job('second')]);
  });

  it('does not give a job back that was taken while a transaction was open', async () => {
    await append('first');
    await unitOfWork.run(async ({ outbox }) => {
      await outbox.append(job('second'));
      expect(takeAll(at(0))).toEqual([job('first')]);
    });
    expect(takeAll(at(0))).toEqual([job('second')]);
  });

  it('tells of jobs at commit, with jobs only, until asked to stop', async () => {
    const heard: (readonly QueuedJob[])[] = [];
    const stop = queue.onCommit((jobs) => heard.push(jobs));
    await unitOfWork.run(async ({ outbox, signals }) => {
      await outbox.append(job('1'), { runAt: at(1), key: 'k' });
      await outbox.append(job('2'));
      await signals.publish('topic');
      expect(heard).toEqual([]);
    });
    await unitOfWork.run(({ signals }) => signals.publish('topic'));
    const failing = unitOfWork.run(async ({ outbox }) => {
      await outbox.append(job('3'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(heard).toEqual([
      [
        { job: job('1'), runAt: at(1), key: 'k' },
        { job: job('2'), runAt: new Date(0), key: undefined },
      ],
    ]);
    stop();
    await append('4');
    expect(heard).toHaveLength(1);
  });

  it('lets a listener start the next unit of work', async () => {
    const done = new Promise<Job | undefined>((resolve) => {
      queue.onCommit(() => {
        resolve(unitOfWork.run(async () => queue.take(at(0))?.job));
      });
    });
    await append('1');
    expect(await done).toEqual(job('1'));
  });

  it('hands out copies', async () => {
    await append('1', { runAt: at(1) });
    queue.waiting()[0]?.runAt.setTime(0);
    expect(queue.waiting()).toMatchObject([{ runAt: at(1) }]);
  });
});
