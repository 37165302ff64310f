/** Stable codes that callers may react to. */
export type StorageUnavailableCode = 'database_unavailable' | 'database_outcome_unknown';

/**
 * The storage cannot be used for the moment: it is away, silent, full or refuses connections. Any method of a storage port
 * may throw it. It is no `DomainError`, so that nobody takes it for the failure of another system: whoever catches
 * those lets it pass.
 *
 * `database_outcome_unknown`: the connection was lost while a transaction was being committed, which may have been done or
 * not. In all other cases a transaction left nothing behind.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  /** @param options.cause the driver's failure, for the log only */
  constructor(
    readonly code: StorageUnavailableCode,
    message: string,
    options: { readonly cause: unknown },
  ) {
    super(message, options);
  }
}
