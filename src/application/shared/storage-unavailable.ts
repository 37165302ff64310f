/** Stable codes that callers may react to. */
export const STORAGE_UNAVAILABLE_CODES = ['database_unavailable', 'database_outcome_unknown'] as const;
export type StorageUnavailableCode = (typeof STORAGE_UNAVAILABLE_CODES)[number];

/**
 * The storage cannot be used for the moment: it is unreachable, silent, full or refuses connections. Any method of a
 * storage port may throw it. It is not a `DomainError`, so that it is not taken for the failure of another system:
 * handlers of those let it pass.
 *
 * `database_outcome_unknown`: the connection was lost during a commit, which may have succeeded. In all other cases the
 * transaction was rolled back.
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
