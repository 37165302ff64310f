import { abortedTransaction } from '../../storage/aborting-on-failure.ts';
import type { MemoryTables } from './memory-tables.ts';
import type { QueuedJob } from './queued-job.ts';

/** A draft of the tables, with the signals and jobs that take effect at commit. */
export class MemoryTransaction {
  readonly jobs: QueuedJob[] = [];
  /** Waiting jobs to be removed at commit. */
  readonly finishedJobs: QueuedJob[] = [];
  readonly topics: string[] = [];
  /** Keys of sessions to be ended at commit. */
  readonly endedSessions: string[] = [];
  #state: 'open' | 'aborted' | 'over' = 'open';

  constructor(readonly tables: MemoryTables) {}

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** @throws Error after a failure or the end, as PostgreSQL refuses statements of an aborted transaction */
  ensureUsable(): void {
    if (this.#state === 'aborted') throw abortedTransaction();
    if (this.#state === 'over') throw new Error('the transaction is over');
  }

  abort(): void {
    if (this.#state === 'open') this.#state = 'aborted';
  }

  end(): void {
    this.#state = 'over';
  }
}
