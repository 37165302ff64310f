import type { Client } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { type DatabaseFailure, failureOfStatement } from './database-failure.ts';
import type { OutageLog } from './outage-log.ts';

type Options = {
  readonly outages: OutageLog;
  /** Told that this connection was found silent, lost or of no use. */
  readonly onAway: () => void;
};

type Callback = (error: unknown, result: unknown) => void;
const isCallback = (given: unknown): given is Callback => typeof given === 'function';

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
    (callback: Callback) =>
    (error: unknown, result: unknown): void => {
      if (error) callback(translate(error), result);
      else {
        outages.worked();
        callback(error, result);
      }
    };

  // Every statement goes through here: nothing is made for one but what tells its failure.
  const guarded = (statement: unknown, values: unknown, callback: unknown): unknown => {
    if (isCallback(callback))
      return Reflect.apply(query, client, [statement, values, guardCallback(callback)]);
    if (isCallback(values)) return Reflect.apply(query, client, [statement, guardCallback(values)]);
    const answer: unknown = Reflect.apply(query, client, [statement, values]);
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
