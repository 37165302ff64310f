import { StorageUnavailable } from './storage-unavailable.ts';

/**
 * Reads for the answer after a change is committed. An outage during `reading` does not undo the change, and the caller
 * must not take the change for one that failed.
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

/** As `afterCommit`, for callers to whom the committed state is an answer as well: the change is under way. */
export async function afterCommitOr<T>(reading: Promise<T>, committed: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StorageUnavailable) return committed;
    throw error;
  }
}
