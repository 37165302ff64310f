import {
  OperationProcessingError,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import { DomainError } from '../../domain/shared/errors.ts';
import { unexpectedAnswer } from './introspection-fetch.ts';

/**
 * Turns what `oauth4webapi` throws into the failures of the `TokenIntrospector` port. Nothing is kept of its causes:
 * they hold answers and requests. Anything unknown is returned as it is: it is a bug.
 */
export function toIntrospectionError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) {
    // Our credentials or our request are wrong; an unknown token is no error (RFC 7662 section 2.2).
    return unexpectedAnswer(`status ${error.status}`);
  }
  if (error instanceof OperationProcessingError || error instanceof UnsupportedOperationError) {
    return unexpectedAnswer(`${error.code ?? error.name}: ${error.message}`);
  }
  return error;
}
