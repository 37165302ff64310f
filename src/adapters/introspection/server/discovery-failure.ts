import { OperationProcessingError, ResponseBodyError, UnsupportedOperationError } from 'oauth4webapi';
import { DomainError } from '../../../domain/shared/errors.ts';
import { unexpectedAnswer } from '../../oauth/server-failures.ts';

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
