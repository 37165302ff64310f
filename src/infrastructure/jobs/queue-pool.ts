import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { watchListener } from '../../adapters/postgres/connection/watch-listener.ts';
import type { Logger } from '../../application/shared/logger.ts';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';

/** What graphile-worker (its `lib.js`) tries again by itself. */
const TRIED_AGAIN = '57P03';
/** Names of the statements with which it takes a finished or failed job off its worker; it awaits neither. */
const SETTLES = /^(?:complete|fail)_job/;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

type Done = (release?: Error | boolean) => void;
type OnConnected = (error: Error | undefined, client: PoolClient | undefined, done: Done) => void;

export type QueuePool = Readonly<{
  /** To be given to graphile-worker in place of the pool. */
  pool: Pool;
  /** How many jobs are over but still noted as running, because the database could not be told yet. */
  unsettled: () => number;
  /** Whether something of the queue waits for the database to come back. */
  isWaiting: () => boolean;
  /** Nothing waits any longer; what did never goes on. For a process that ends. */
  close: () => void;
}>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** @returns whether its first value names the statement, as the driver's configuration of a query does */
const isSettlement = ([config]: readonly unknown[]): boolean =>
  typeof config === 'object' &&
  config !== null &&
  'name' in config &&
  typeof config.name === 'string' &&
  SETTLES.test(config.name);

/**
 * The pool as graphile-worker 0.17 needs it to outlive an outage of the database. By itself it tries few failures again,
 * gives up after some time, and does not await what it says of a finished or a failed job: the rejection of that would end
 * the process. Here
 *
 * - a connection is waited for as long as the outage lasts;
 * - what is said of a finished or a failed job is said until it was heard, whatever the failure, and never rejects;
 * - a statement of its own that an outage interrupted is sent again: those sent through `query` keep the time of scheduled
 *   jobs, which is kept once;
 * - any other that an outage interrupted fails in the way that it tries again.
 */
export function makeQueuePool(pool: Pool, logger: Logger): QueuePool {
  let isClosed = false;
  let waiting = 0;
  let unsettled = 0;

  /** Does it until it was done; what `isFinal` says of a failure ends it. */
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

  /** The connection goes back first: while it is noted as taken, it would keep another from being made. */
  async function settle(client: PoolClient, given: readonly unknown[], giveBack: Done): Promise<unknown> {
    unsettled += 1;
    let isTold = false;
    let send = () => ask(client, given);
    const attempt = async () => {
      try {
        return await send();
      } catch (error) {
        giveBack(true);
        send = () => askOnce(given);
        if (isOtherThanOutage(error) && !isTold) {
          isTold = true;
          logger.error('a job cannot be taken off its worker yet', {}, error);
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

  /** Asked so only for the connection that listens for new jobs. */
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
