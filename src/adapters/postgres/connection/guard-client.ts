import type { Client } from 'pg';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { type DatabaseFailure, failureOfStatement } from './database-failure.ts';
import type { OutageLog } from './outage-log.ts';

type Options = {
  readonly outages: OutageLog;
  /** Called when this connection is silent, lost or unusable. */
  readonly onAway: () => void;
};

type Callback = (error: unknown, result: unknown) => void;
const isCallback = (given: unknown): given is Callback => typeof given === 'function';

/** The failure as the storage ports throw it. */
export const unavailable = (failure: DatabaseFailure, cause: unknown): StorageUnavailable =>
  new StorageUnavailable('database_unavailable', `The database cannot be used: ${failure}`, { cause });

/**
 * Makes all failures of this connection that are outages throw `StorageUnavailable`, for every caller and each of the
 * driver's ways to ask. An unusable connection is closed at once: otherwise it would go back to the pool, and the next
 * statement would wait as long.
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

  // Every statement passes here, so nothing is allocated except the translation of failures.
  const guarded = (statement: unknown, values: unknown, callback: unknown): unknown => {
    if (isCallback(callback))
      return Reflect.apply(query, client, [statement, values, guardCallback(callback)]);
    if (isCallback(values)) return Reflect.apply(query, client, [statement, guardCallback(values)]);
    const answer: unknown = Reflect.apply(query, client, [statement, values]);
    // A value that is not a promise is an object such as a cursor.
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
