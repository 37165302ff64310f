import { StorageUnavailable } from './storage-unavailable.ts';

/**
 * What is still read once a change is committed, for whoever asked for it. An outage then says nothing of the change, which
 * is made: the caller must not take it for one that was not.
 *
 * @throws StorageUnavailable `database_outcome_unknown` in place of `database_unavailable`
 */
export async function afterCommit<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    const message = 'A change was committed, but what became of it could not be read';
    throw new StorageUnavailable('database_outcome_unknown', message, { cause: error });
  }
}

/** As `afterCommit`, where what was committed is an answer as well: it is under way. */
export async function afterCommitOr<T>(reading: Promise<T>, committed: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StorageUnavailable) return committed;
    throw error;
  }
}
