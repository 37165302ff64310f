import type { QueuedJob } from '../../src/adapters/memory/engine/queued-job.ts';
import type { MemoryJobQueue } from '../../src/adapters/memory/jobs/memory-job-queue.ts';
import type { Job } from '../../src/application/shared/jobs/job.ts';
import { type CarryOutJob, type JobDeps, makeCarryOutJob } from './carry-out-job.ts';

type Deps = JobDeps & { readonly queue: MemoryJobQueue };

/**
 * Carries out committed jobs, one after the other, as soon as they are due, with the real worker's rules for outages.
 * Other failures are collected in `failures` instead of being retried.
 */
export class MemoryJobRunner {
  readonly failures: { readonly job: Job; readonly error: unknown }[] = [];
  readonly #deps: Deps;
  readonly #carryOutJob: CarryOutJob;
  readonly #stopListening: () => void;
  #run: Promise<void> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#carryOutJob = makeCarryOutJob(deps);
    this.#stopListening = deps.queue.onCommit(() => void this.run());
  }

  /** Resolves when no job is due. */
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

  async #carryOut(queued: QueuedJob): Promise<void> {
    try {
      await this.#carryOutJob(queued);
    } catch (error) {
      this.failures.push({ job: queued.job, error });
    }
  }
}
