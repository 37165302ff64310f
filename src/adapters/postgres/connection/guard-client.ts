import type { Client } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { type DatabaseFailure, failureOfStatement } from './database-failure.ts';
import type { OutageLog } from './outage-log.ts';

type Options = {
  readonly outages: OutageLog;
  /** Told that this connection was found silent, lost or of no use. */
  readonly onAway: () => void;
};

/** The failure as the ports know it. */
export const unavailable = (failure: DatabaseFailure, cause: unknown): StorageUnavailable =>
  new StorageUnavailable('database_unavailable', `The database cannot be used: ${failure}`, { cause });

/**
 * Has all that this connection is asked fail with `StorageUnavailable` where the driver tells of an outage, whoever asks
 * and in whichever of the driver's ways. A connection of no further use is closed at once: one that does not answer would
 * else go back to the pool, and have the next statement wait as long again.
 */
export function guardClient(client: Client, { outages, onAway }: Options): void {
  const { query } = client;

  const translate = (error: unknown): unknown => {
    const failure = failureOfStatement(error);
    if (failure === undefined) return error;
    outages.failed(failure, error);
    if (failure === 'away') {
      onAway();
      client.end().catch(() => undefined);
    }
    return unavailable(failure, error);
  };
  const guardCallback =
    (callback: (...told: readonly unknown[]) => void) =>
    (error: unknown, ...told: readonly unknown[]): void => {
      if (!error) outages.worked();
      callback(error ? translate(error) : error, ...told);
    };

  const guarded = (...given: readonly unknown[]): unknown => {
    const last = given.at(-1);
    if (typeof last === 'function') {
      const callback = guardCallback((...told) => Reflect.apply(last, undefined, told));
      return Reflect.apply(query, client, [...given.slice(0, -1), callback]);
    }
    const answer: unknown = Reflect.apply(query, client, given);
    // What is no promise is an object of its own, such as a cursor.
    if (!(answer instanceof Promise)) return answer;
    return answer.then(
      (result: unknown) => {
        outages.worked();
        return result;
      },
      (error: unknown) => {
        throw translate(error);
      },
    );
  };
  Object.defineProperty(client, 'query', { value: guarded, configurable: true, writable: true });
}
