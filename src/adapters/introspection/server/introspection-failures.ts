import { OperationProcessingError, ResponseBodyError, UnsupportedOperationError } from 'oauth4webapi';
import { DomainError } from '../../../domain/shared/errors.ts';

/** The authorization server cannot be reached, or answers that it is unavailable. */
export const unavailable = (why: string, retryAfterSeconds?: number): DomainError =>
  new DomainError('identity_provider.unavailable', 'The authorization server gives no usable answer', {
    cause: new Error(why),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

/** The authorization server's answer is unusable. `why` is for operators and contains no token or claim. */
export const unexpectedAnswer = (why: string): DomainError =>
  new DomainError('identity_provider.unexpected', 'The authorization server answers something unusable', {
    cause: new Error(why),
  });

/**
 * Turns what `oauth4webapi` throws at discovery into the failures of the `TokenIntrospector` port. Causes are dropped:
 * they contain answers and requests. An unknown error is a bug and returned unchanged.
 */
export function toDiscoveryFailure(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof ResponseBodyError) return unexpectedAnswer(`status ${error.status}`);
  if (error instanceof OperationProcessingError || error instanceof UnsupportedOperationError) {
    return unexpectedAnswer(`${error.code ?? error.name}: ${error.message}`);
  }
  return error;
}
