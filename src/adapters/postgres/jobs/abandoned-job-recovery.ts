import type { Pool } from 'pg';
import type { Logger } from '../../../application/shared/logger.ts';
import { isHeld, WorkerPoolLocks } from './worker-pool-locks.ts';

type Options = {
  readonly pool: Pool;
  readonly logger: Logger;
  /** Time between two checks for abandoned jobs, in ms. */
  readonly intervalMs: number;
  /** How long a worker pool must lack its lock before it counts as dead, in ms; 5,000 by default. */
  readonly graceMs?: number;
  /**
   * Whether a worker pool of this process carries out the job; without it, every job locked in its name counts as
   * carried out.
   */
  readonly isCarryingOut?: (jobId: string) => boolean;
  /** The same of named queues: whether a worker pool of this process carries out one of its jobs. */
  readonly isServing?: (queueId: number) => boolean;
  /** How long a job must be locked in our name without being carried out, in ms; 30,000 by default. */
  readonly lostAnswerGraceMs?: number;
};

/** As `force_unlock_workers`, for some jobs of a pool; jobs that newer ones superseded are deleted. */
const GIVE_BACK = `WITH superseded AS (
    DELETE FROM graphile_worker._private_jobs
     WHERE id = ANY ($1::bigint[]) AND locked_by = ANY ($2::text[])
       AND key IS NULL AND attempts >= max_attempts AND (last_error IS NULL OR updated_at >= locked_at)
    RETURNING job_queue_id, locked_by
  ), given_back AS (
    UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL
     WHERE id = ANY ($1::bigint[]) AND locked_by = ANY ($2::text[])
       AND NOT (key IS NULL AND attempts >= max_attempts AND (last_error IS NULL OR updated_at >= locked_at))
    RETURNING job_queue_id
  ), queues AS (
    UPDATE graphile_worker._private_job_queues SET locked_by = NULL, locked_at = NULL
     WHERE locked_by = ANY ($2::text[])
       AND id IN (SELECT job_queue_id FROM superseded UNION ALL SELECT job_queue_id FROM given_back)
  )
  SELECT pg_notify('jobs:insert', json_build_object('count', count(*))::text) FROM given_back`;

/**
 * Named queues that a pool holds without a job. graphile-worker removes a finished job whoever carries it out by now, but
 * frees its queue only for the pool that finished it: where a job was given back and begun again meanwhile, the queue of
 * the second run stays locked for four hours. Jobs and queues are locked and freed together, so that no other moment
 * shows this.
 */
const QUEUES_WITHOUT_JOB = `SELECT q.id, q.locked_by, q.locked_at::text
    FROM graphile_worker._private_job_queues q
   WHERE q.locked_by = ANY ($1::text[])
     AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j
                      WHERE j.job_queue_id = q.id AND j.locked_by = q.locked_by)`;

/** Not where they were locked again since they were looked at. */
const FREE_QUEUES = `WITH freed AS (
    UPDATE graphile_worker._private_job_queues q SET locked_by = NULL, locked_at = NULL
      FROM unnest($1::int[], $2::text[], $3::timestamptz[]) AS seen (id, locked_by, locked_at)
     WHERE q.id = seen.id AND q.locked_by = seen.locked_by AND q.locked_at = seen.locked_at
    RETURNING q.id
  )
  SELECT count(*)::int AS freed, pg_notify('jobs:insert', json_build_object('count', count(*))::text) FROM freed`;

/**
 * Gives the jobs of killed processes back to the queue. graphile-worker marks a job with the id of the worker pool that
 * runs it and frees it after four hours; here each pool also holds a session lock, and a pool whose lock stays free has
 * died. The grace period covers a pool that takes its first job before its lock, or is reopening a lost connection.
 *
 * A live process may also hold a job that it does not carry out, if the connection was lost before the database's answer
 * arrived. Such jobs are given back too.
 *
 * A job that was interrupted has used one attempt, and runs again from its beginning; unless it was queued again
 * meanwhile: then only the new one runs.
 */
export class AbandonedJobRecovery {
  readonly #pool: Pool;
  readonly #logger: Logger;
  readonly #intervalMs: number;
  readonly #graceMs: number;
  readonly #isCarryingOut: (jobId: string) => boolean;
  readonly #isServing: (queueId: number) => boolean;
  readonly #lostAnswerGraceMs: number;
  readonly #locks: WorkerPoolLocks;
  /** When each pool was first seen without its lock, at every check since. */
  #unheldSince: ReadonlyMap<string, number> = new Map();
  /** When each job in our name was first seen without being carried out, at every check since. */
  #idleSince: ReadonlyMap<string, number> = new Map();
  /** Queues that were not served at the last check, each with the time of its lock. */
  #queuesLeft: ReadonlySet<string> = new Set();
  #isFailing = false;
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();
  #running = false;

  constructor({ pool, logger, intervalMs, graceMs = 5_000, ...ofOurs }: Options) {
    this.#pool = pool;
    this.#logger = logger;
    this.#intervalMs = intervalMs;
    this.#graceMs = graceMs;
    this.#isCarryingOut = ofOurs.isCarryingOut ?? (() => true);
    this.#isServing = ofOurs.isServing ?? (() => true);
    this.#lostAnswerGraceMs = ofOurs.lostAnswerGraceMs ?? 30_000;
    this.#locks = new WorkerPoolLocks(pool, logger);
  }

  /**
   * Declares a worker pool of this process (`workerPool.id` of the event `pool:create`) alive until `letGo`, `stop` or
   * the death of the process. Never rejects: a failure is logged, and retried.
   */
  hold(poolId: string): Promise<void> {
    return this.#locks.add(poolId);
  }

  /** Declares a worker pool of this process ended (event `pool:release`): its remaining jobs are abandoned. */
  letGo(poolId: string): Promise<void> {
    return this.#locks.remove(poolId);
  }

  /**
   * Checks once. The jobs of a pool without its lock are given back at the first check after the grace period, if every
   * check in between found it without the lock.
   *
   * @returns ids of the worker pools whose jobs were given back now.
   * @throws Error from the driver; earlier observations are then discarded.
   */
  async recover(): Promise<readonly string[]> {
    const before = this.#unheldSince;
    this.#unheldSince = new Map();
    const unheld = await this.#findUnheld();
    const now = performance.now();
    this.#unheldSince = new Map(unheld.map((id) => [id, before.get(id) ?? now]));
    const dead = unheld.filter((id) => now - (this.#unheldSince.get(id) ?? now) >= this.#graceMs);
    if (dead.length === 0) return [];
    await this.#deleteSuperseded(dead);
    const { released, jobs } = await this.#release(dead);
    if (released.length > 0) {
      this.#logger.warn('Gave back the jobs of worker pools that died', { pools: released.join(', '), jobs });
    }
    return released;
  }

  /**
   * Checks once the jobs in the name of our own worker pools, which no other process gives back.
   *
   * @returns ids of the jobs that were given back now, not carried out at any check of the grace period
   * @throws Error from the driver; earlier observations are then discarded.
   */
  async recoverOwn(): Promise<readonly string[]> {
    const before = this.#idleSince;
    this.#idleSince = new Map();
    const { rows } = await this.#pool.query<{ id: string }>(
      'SELECT id FROM graphile_worker._private_jobs WHERE locked_by = ANY ($1::text[])',
      [this.#locks.ids],
    );
    const now = performance.now();
    const idle = rows.filter(({ id }) => !this.#isCarryingOut(id));
    this.#idleSince = new Map(idle.map(({ id }) => [id, before.get(id) ?? now]));
    const lost = [...this.#idleSince].filter(([, since]) => now - since >= this.#lostAnswerGraceMs);
    if (lost.length === 0) return [];
    const ids = lost.map(([id]) => id);
    await this.#pool.query(GIVE_BACK, [ids, this.#locks.ids]);
    this.#logger.warn('Gave back jobs whose way to a worker was lost', { jobs: ids.length });
    return ids;
  }

  /**
   * Frees the named queues in the name of our own worker pools that none of them serves: their jobs would wait for hours.
   * What the database tells may be older than what the worker knows: a queue is freed at the second check that finds it.
   *
   * @returns how many were freed
   * @throws Error from the driver
   */
  async freeOwnQueues(): Promise<number> {
    const { rows } = await this.#pool.query<{ id: number; locked_by: string; locked_at: string }>(
      QUEUES_WITHOUT_JOB,
      [this.#locks.ids],
    );
    const before = this.#queuesLeft;
    const unserved = rows.filter(({ id }) => !this.#isServing(id));
    const lockOf = ({ id, locked_at }: { readonly id: number; readonly locked_at: string }) =>
      `${id} ${locked_at}`;
    this.#queuesLeft = new Set(unserved.map(lockOf));
    const left = unserved.filter((queue) => before.has(lockOf(queue)));
    if (left.length === 0) return 0;
    const seen = [
      left.map(({ id }) => id),
      left.map(({ locked_by }) => locked_by),
      left.map(({ locked_at }) => locked_at),
    ];
    const answer = await this.#pool.query<{ freed: number }>(FREE_QUEUES, seen);
    const freed = answer.rows[0]?.freed ?? 0;
    if (freed > 0)
      this.#logger.warn('Freed queues whose last job another worker had finished', { queues: freed });
    return freed;
  }

  /** Checks now and every `intervalMs`, until `stop`. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#lookAgain(0);
  }

  /** Stops checking, waits for a check under way, and releases our own pools' locks: stop the workers first. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    await this.#look;
    await this.#locks.close();
  }

  #lookAgain(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#look = this.#lookOnce().finally(() => {
        if (this.#running) this.#lookAgain(this.#intervalMs);
      });
    }, afterMs);
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.#locks.refresh();
      await this.recover();
      await this.recoverOwn();
      await this.freeOwnQueues();
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) {
        this.#logger.warn('Could not look for abandoned jobs; trying again', {}, error);
      }
      this.#isFailing = true;
    }
  }

  async #findUnheld(): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `SELECT id
         FROM (SELECT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
               UNION
               SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL) AS pools
        WHERE id <> ALL ($1::text[]) AND NOT ${isHeld('id')}`,
      [this.#locks.ids],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * A job whose key is queued again while it runs is cut off by graphile-worker: it loses its key and its remaining
   * attempts, since the new job replaces it. Its process would have deleted it; no other one does. A job that was given
   * up after its last failure differs only in its error and its last change: it is kept for operators to see.
   */
  async #deleteSuperseded(poolIds: readonly string[]): Promise<void> {
    await this.#pool.query(
      `DELETE FROM graphile_worker._private_jobs
        WHERE locked_by = ANY ($1::text[]) AND NOT ${isHeld('locked_by')}
          AND key IS NULL AND attempts >= max_attempts AND (last_error IS NULL OR updated_at >= locked_at)`,
      [poolIds],
    );
  }

  /** Checks the locks again in the same statement: a pool may just have taken its own back. */
  async #release(poolIds: readonly string[]): Promise<{ released: readonly string[]; jobs: number }> {
    const { rows } = await this.#pool.query<{ released: string[]; jobs: number }>(
      `WITH dead AS MATERIALIZED (
         SELECT coalesce(array_agg(id), '{}') AS ids FROM unnest($1::text[]) AS id WHERE NOT ${isHeld('id')}
       ), abandoned AS MATERIALIZED (
         SELECT count(*)::int AS jobs FROM graphile_worker._private_jobs, dead WHERE locked_by = ANY (dead.ids)
       )
       SELECT dead.ids AS released, abandoned.jobs,
              graphile_worker.force_unlock_workers(dead.ids),
              pg_notify('jobs:insert', json_build_object('count', abandoned.jobs)::text)
         FROM dead, abandoned`,
      [poolIds],
    );
    return rows[0] ?? { released: [], jobs: 0 };
  }
}
