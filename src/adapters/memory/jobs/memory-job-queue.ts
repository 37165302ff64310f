import { ascending } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { QueuedJob } from '../engine/queued-job.ts';

/** The worker's side of the outbox. */
export class MemoryJobQueue {
  constructor(private readonly store: MemoryStore) {}

  /**
   * Removes and returns the job due first at `now`, of those behind others if there are no others; of jobs due at once, the
   * one appended first.
   */
  take(now: Date): QueuedJob | undefined {
    const [due] = this.store.jobs
      .filter(({ runAt }) => runAt <= now)
      .sort(
        ascending(
          ({ isBehind = false }) => isBehind,
          ({ runAt }) => runAt,
        ),
      );
    if (due) this.store.removeJob(due);
    return structuredClone(due);
  }

  /** The waiting jobs, in the order in which they were appended. */
  waiting(): readonly QueuedJob[] {
    return structuredClone(this.store.jobs);
  }

  /**
   * Calls `listener` with the appended jobs after each commit that has some, until the returned function is called. The
   * listener must not throw.
   */
  onCommit(listener: (jobs: readonly QueuedJob[]) => void): () => void {
    return this.store.onCommit(({ jobs }) => {
      if (jobs.length > 0) listener(structuredClone(jobs));
    });
  }
}
