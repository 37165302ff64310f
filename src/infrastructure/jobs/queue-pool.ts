import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { watchListener } from '../../adapters/postgres/connection/watch-listener.ts';
import type { Logger } from '../../application/shared/logger.ts';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';

/** The error code after which graphile-worker (its `lib.js`) retries by itself. */
const TRIED_AGAIN = '57P03';
/** Names of the statements that mark a job as finished or failed; graphile-worker awaits neither. */
const SETTLES = /^(?:complete|fail)_job/;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

type Done = (release?: Error | boolean) => void;
type OnConnected = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

export type QueuePool = Readonly<{
  /** The pool for graphile-worker, in place of the given one. */
  pool: Pool;
  /** Number of ended jobs that are still marked as running, because the database could not be updated yet. */
  unsettled: () => number;
  /** Whether a statement of the queue waits for the database. */
  isWaiting: () => boolean;
  /** Ends all waits for the database. For a process that ends. */
  close: () => void;
}>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** @returns whether the first argument names such a statement, as the driver's query configuration does */
const isSettlement = ([config]: readonly unknown[]): boolean =>
  typeof config === 'object' &&
  config !== null &&
  'name' in config &&
  typeof config.name === 'string' &&
  SETTLES.test(config.name);

/**
 * The pool for graphile-worker 0.17 during an outage of the database. By itself it retries few failures, gives up after
 * some time, and does not await the statement about a finished or failed job, whose rejection would end the process.
 * Here
 *
 * - requests for a connection wait as long as the outage lasts;
 * - the statement about a finished or failed job is repeated until it succeeds, after any failure, and never rejects;
 * - its own statements through `query` are repeated after an outage: they store the times of scheduled jobs, which is
 *   idempotent;
 * - other interrupted statements fail with an error that graphile-worker retries.
 */
export function makeQueuePool(pool: Pool, logger: Logger): QueuePool {
  let isClosed = false;
  let waiting = 0;
  let unsettled = 0;

  /** Repeats `work` until it succeeds, or fails with an error that `isFinal`. */
  async function persist<T>(work: () => Promise<T>, isFinal: (error: unknown) => boolean): Promise<T> {
    let isWaiting = false;
    try {
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
        try {
          return await work();
        } catch (error) {
          if (isClosed) return await never<T>();
          if (isFinal(error)) throw error;
          if (!isWaiting) waiting += 1;
          isWaiting = true;
        }
        await delay(pause, undefined, { ref: false });
        if (isClosed) return await never<T>();
      }
    } finally {
      if (isWaiting) waiting -= 1;
    }
  }

  const isOtherThanOutage = (error: unknown): boolean => !(error instanceof StorageUnavailable);
  const connect = (): Promise<PoolClient> => persist(() => pool.connect(), isOtherThanOutage);
  const ask = (client: PoolClient, given: readonly unknown[]): unknown =>
    Reflect.apply(client.query, client, given);

  async function askOnce(given: readonly unknown[]): Promise<unknown> {
    const client = await pool.connect();
    try {
      return await ask(client, given);
    } finally {
      // A connection that failed is closed already.
      client.release();
    }
  }

  /** The connection is given back first: while the pool counts it as taken, no other one can be opened. */
  async function settle(client: PoolClient, given: readonly unknown[], giveBack: Done): Promise<unknown> {
    unsettled += 1;
    let isLogged = false;
    let send = () => ask(client, given);
    const attempt = async () => {
      try {
        return await send();
      } catch (error) {
        giveBack(true);
        send = () => askOnce(given);
        if (isOtherThanOutage(error) && !isLogged) {
          isLogged = true;
          logger.error('a finished job cannot be removed from its worker yet', {}, error);
        }
        throw error;
      }
    };
    try {
      return await persist(attempt, () => false);
    } finally {
      unsettled -= 1;
    }
  }

  async function askForQueue(
    client: PoolClient,
    given: readonly unknown[],
    giveBack: Done,
  ): Promise<unknown> {
    if (isSettlement(given)) return settle(client, given, giveBack);
    try {
      return await ask(client, given);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      throw Object.assign(new Error(error.message, { cause: error }), { code: TRIED_AGAIN });
    }
  }

  function lend(client: PoolClient): PoolClient {
    let isBack = false;
    const giveBack: Done = (error) => {
      if (!isBack) client.release(error);
      isBack = true;
    };
    return new Proxy(client, {
      get(target, property) {
        if (property === 'release') return giveBack;
        if (property === 'query') {
          return (...given: readonly unknown[]) => askForQueue(target, given, giveBack);
        }
        return Reflect.get(target, property, target);
      },
    });
  }

  /** The callback form is used only for the connection that listens for new jobs. */
  function connectListener(callback: OnConnected): void {
    connect().then(
      (client) => {
        const lent = lend(client);
        const stopWatching = watchListener(client);
        callback(undefined, lent, (error) => {
          stopWatching();
          lent.release(error);
        });
      },
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  const guarded = new Proxy(pool, {
    get(target, property) {
      if (property === 'connect') {
        return (callback?: OnConnected) => (callback ? connectListener(callback) : connect().then(lend));
      }
      if (property === 'query') {
        return (...given: readonly unknown[]) => persist(() => askOnce(given), isOtherThanOutage);
      }
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return {
    pool: guarded,
    unsettled: () => unsettled,
    isWaiting: () => waiting > 0,
    close: () => {
      isClosed = true;
    },
  };
}
