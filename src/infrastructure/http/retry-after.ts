import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import { DomainError } from '../../domain/shared/errors.ts';

/** Delay for callers, in seconds, when the other system gave none. */
const USUAL_SECONDS = 10;

/** Seconds after which a caller may retry; undefined when waiting does not help, or a retry is not needed. */
export function retryAfterSeconds(error: unknown): number | undefined {
  if (error instanceof StorageUnavailable) return USUAL_SECONDS;
  if (!(error instanceof DomainError) || error.isKept) return undefined;
  if (error.kind !== 'unavailable' && error.kind !== 'throttled') return undefined;
  return error.retryAfterSeconds ?? USUAL_SECONDS;
}
