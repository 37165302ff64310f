import type { QueuedJob } from '../../src/adapters/memory/engine/queued-job.ts';
import type { MemoryJobQueue } from '../../src/adapters/memory/jobs/memory-job-queue.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import { type CarryOutJob, type JobDeps, makeCarryOutJob } from './carry-out-job.ts';
import type { ManualClock } from './manual-clock.ts';

type Deps = Omit<JobDeps, 'clock'> & { readonly queue: MemoryJobQueue; readonly clock: ManualClock };

/** The approximate delay of the queue before it retries a failed job for the first time. */
const SECONDS_AFTER_FAILURE = 3;
/** More rounds than this mean jobs that queue themselves endlessly. */
const MOST_ROUNDS = 300;

/**
 * Carries out queued jobs on demand, one after the other: outages by the real worker's rules, other failures as the
 * queue does, by retrying the job later unless another has taken its key.
 */
export class JobStepper {
  /** Errors of jobs, without outages, oldest first. */
  readonly failures: unknown[] = [];
  readonly #deps: Deps;
  readonly #carryOutJob: CarryOutJob;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#carryOutJob = makeCarryOutJob(deps);
  }

  async enqueue(job: Job, key?: string): Promise<void> {
    const options = key === undefined ? {} : { key };
    await this.#deps.unitOfWork.run(({ outbox }) => outbox.append(job, options));
  }

  waiting(): readonly QueuedJob[] {
    return this.#deps.queue.waiting();
  }

  /** The names of the waiting jobs, in the order in which they were appended. */
  names(): readonly Job['name'][] {
    return this.waiting().map(({ job }) => job.name);
  }

  /** Carries out the job due first, if any. */
  async runNext(): Promise<Job | undefined> {
    const { queue, clock } = this.#deps;
    const next = queue.take(clock.now());
    if (next) await this.#run(next);
    return next?.job;
  }

  /** Carries out jobs until none is due. */
  async runDueJobs(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) if (!(await this.runNext())) return;
    throw new Error('jobs queue jobs without end');
  }

  /** Carries out all jobs, moving the clock to those that are due later. */
  async runAllJobs(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.runDueJobs();
      const [first] = this.waiting()
        .map(({ runAt }) => runAt.getTime())
        .sort((a, b) => a - b);
      if (first === undefined) return;
      this.#deps.clock.advance((first - this.#deps.clock.now().getTime()) / 1000);
    }
    throw new Error('jobs are queued again without end');
  }

  /** Carries out jobs as soon as they are committed, until stopped. */
  start(): { stop(): Promise<void> } {
    let running: Promise<void> = Promise.resolve();
    const goOn = () => {
      running = running.then(() => this.runDueJobs());
    };
    const stopListening = this.#deps.queue.onCommit(goOn);
    goOn();
    return {
      stop: async () => {
        stopListening();
        await running;
      },
    };
  }

  /** Runs `work` while jobs are carried out as soon as they are committed. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const worker = this.start();
    try {
      return await work();
    } finally {
      await worker.stop();
    }
  }

  async #run({ job, key }: QueuedJob): Promise<void> {
    try {
      await this.#carryOutJob({ job, key });
    } catch (error) {
      this.failures.push(error);
      const isReplaced = key !== undefined && this.waiting().some((other) => other.key === key);
      if (isReplaced) return;
      const runAt = new Date(this.#deps.clock.now().getTime() + SECONDS_AFTER_FAILURE * 1000);
      const options = key === undefined ? { runAt } : { runAt, key };
      await this.#deps.unitOfWork.run(({ outbox }) => outbox.append(job, options));
    }
  }
}
