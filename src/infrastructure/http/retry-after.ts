import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import { DomainError } from '../../domain/shared/errors.ts';

/** How long a caller should wait, in seconds, when the other side did not say. */
const USUAL_SECONDS = 10;

/** After how many seconds a caller may try again; undefined when time alone does not mend it, or they need not. */
export function retryAfterSeconds(error: unknown): number | undefined {
  if (error instanceof StorageUnavailable) return USUAL_SECONDS;
  if (!(error instanceof DomainError) || error.isKept) return undefined;
  if (error.kind !== 'unavailable' && error.kind !== 'throttled') return undefined;
  return error.retryAfterSeconds ?? USUAL_SECONDS;
}
