import type { JobHelpers, Task } from 'graphile-worker';
import type { MemoryJobQueue } from '../../src/adapters/memory/memory-job-queue.ts';
import type { QueuedJob } from '../../src/adapters/memory/queued-job.ts';
import type { Job, JobHandlers, JobName } from '../../src/application/jobs/job.ts';
import type { Logger } from '../../src/application/ports/logger.ts';
import type { Clock, Randomness } from '../../src/application/ports/system.ts';
import type { UnitOfWork } from '../../src/application/ports/unit-of-work.ts';
import { makeJobTask } from '../../src/infrastructure/jobs/job-task.ts';

type Deps = {
  queue: MemoryJobQueue;
  unitOfWork: UnitOfWork;
  handlers: JobHandlers;
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
};

/**
 * Carries out committed jobs, one after the other, as soon as they are due, with the rules of the real worker for
 * outages. Jobs that failed for another reason are kept in `failures` instead of being tried again.
 */
export class MemoryJobRunner {
  readonly failures: { readonly job: Job; readonly error: unknown }[] = [];
  readonly #deps: Deps;
  readonly #stopListening: () => void;
  #run: Promise<void> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#stopListening = deps.queue.onCommit(() => void this.run());
  }

  /** Resolves when no job is due any more. */
  run(): Promise<void> {
    this.#run ??= this.#carryOutAll();
    return this.#run;
  }

  async stop(): Promise<void> {
    this.#stopListening();
    await this.#run;
  }

  async #carryOutAll(): Promise<void> {
    await Promise.resolve(); // let the commit that woke us return first
    const { queue, clock } = this.#deps;
    for (let next = queue.take(clock.now()); next; next = queue.take(clock.now())) await this.#carryOut(next);
    this.#run = undefined;
  }

  async #carryOut({ job, key }: QueuedJob): Promise<void> {
    const { name, ...payload } = job;
    try {
      await this.#taskOf(name)(payload, this.#helpers(key));
    } catch (error) {
      this.failures.push({ job, error });
    }
  }

  #taskOf(name: JobName): Task {
    return makeJobTask(name, this.#deps.handlers[name] as never, this.#deps);
  }

  /** What the task needs to queue a job again. */
  #helpers(key: string | undefined): JobHelpers {
    const addJob = async (name: JobName, payload: object, { runAt }: { runAt: Date }): Promise<void> => {
      const job = { ...payload, name } as Job;
      const options = { runAt, ...(key === undefined ? {} : { key }) };
      await this.#deps.unitOfWork.run(({ outbox }) => outbox.append(job, options));
    };
    return { job: { key: key ?? null }, addJob } as unknown as JobHelpers;
  }
}
