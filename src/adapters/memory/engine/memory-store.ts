import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { personalTopic } from '../../../application/live/changed-topic.ts';
import type { SessionData, SessionOwner } from '../../../application/people/session-store.ts';
import type { StatisticsSnapshot } from '../../../application/shared/information/statistics-queries.ts';
import { changedTopics } from './changed-topics.ts';
import { type MemoryTables, makeTables } from './memory-tables.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import type { QueuedJob } from './queued-job.ts';

type StoredSession = Readonly<{
  data: SessionData;
  owner: SessionOwner | undefined;
  expiresAt: Date;
  lastSeenAt: Date | undefined;
}>;
export type Commit = Readonly<{ jobs: readonly QueuedJob[]; topics: readonly string[] }>;

/**
 * The transactions that the present work is in, one of each store: in one storage for all, as every storage of Node's own
 * makes each promise dearer.
 */
const current = new AsyncLocalStorage<ReadonlyMap<MemoryStore, MemoryTransaction>>();

const isOpen = ([, transaction]: readonly [MemoryStore, MemoryTransaction]): boolean => !transaction.isOver;

/**
 * The data that all memory adapters of one application share. Starts empty. Transactions run one at a time, each on a
 * draft that is published when it succeeds; sessions and the taking of jobs use no transaction, as in PostgreSQL, except
 * for the sessions that a transaction ends.
 */
export class MemoryStore {
  /** By key. */
  readonly sessions = new Map<string, StoredSession>();
  /** When each logout token expires, by its id. */
  readonly logoutTokens = new Map<string, Date>();
  /** The latest figures. */
  statistics: StatisticsSnapshot | undefined;
  #tables = makeTables();
  #jobs: readonly QueuedJob[] = [];
  #last: Promise<unknown> = Promise.resolve();
  readonly #commits = new EventEmitter<{ commit: [Commit] }>().setMaxListeners(0);

  /** The committed tables. */
  get tables(): MemoryTables {
    return this.#tables;
  }

  /** The waiting jobs, in the order in which they were appended. */
  get jobs(): readonly QueuedJob[] {
    return this.#jobs;
  }

  removeJob(job: QueuedJob): void {
    this.#jobs = this.#jobs.filter((candidate) => candidate !== job);
  }

  /**
   * Runs `work` alone, after every transaction requested before.
   *
   * @throws Error from inside another transaction, which would wait for itself
   */
  async transact<T>(work: (transaction: MemoryTransaction) => Promise<T>): Promise<T> {
    const outer = current.getStore()?.get(this);
    if (outer && !outer.isOver) throw new Error('units of work do not nest');
    const turn = () => this.#attempt(work);
    const result = this.#last.then(turn, turn);
    this.#last = result;
    return result;
  }

  /** Calls `listener` after each commit until the returned function is called. The listener must not throw. */
  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commits.on('commit', listener);
    return () => {
      this.#commits.off('commit', listener);
    };
  }

  /** Deletes everything; for use between transactions. */
  clear(): void {
    this.#tables = makeTables();
    this.#jobs = [];
    this.statistics = undefined;
    this.sessions.clear();
    this.logoutTokens.clear();
  }

  async #attempt<T>(work: (transaction: MemoryTransaction) => Promise<T>): Promise<T> {
    const transaction = new MemoryTransaction(makeTables(this.#tables));
    try {
      const others = [...(current.getStore() ?? [])].filter(isOpen);
      const result = await current.run(new Map([...others, [this, transaction]]), () => work(transaction));
      transaction.ensureUsable();
      this.#publish(transaction);
      return result;
    } finally {
      transaction.end();
    }
  }

  /** Ends sessions outside of transactions. */
  endSessions(keys: readonly string[]): void {
    const topics = this.#removeSessions(keys);
    this.#commits.emit('commit', { jobs: [], topics });
  }

  #removeSessions(keys: readonly string[]): readonly string[] {
    return keys.flatMap((key) => {
      const owner = this.sessions.get(key)?.owner;
      this.sessions.delete(key);
      return owner ? [personalTopic({ userId: owner.userId, kind: 'session' })] : [];
    });
  }

  #publish({ tables, jobs, finishedJobs, topics: published, endedSessions }: MemoryTransaction): void {
    this.#tables = tables;
    const topics = [...published, ...changedTopics(tables), ...this.#removeSessions(endedSessions)];
    this.#jobs = this.#jobs.filter((job) => !finishedJobs.includes(job));
    for (const job of jobs) {
      const others = this.#jobs.filter(({ key }) => key === undefined || key !== job.key);
      this.#jobs = [...others, job];
    }
    this.#commits.emit('commit', { jobs, topics });
  }
}
