import { errors as joseErrors } from 'jose';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { clockDifference } from '../oauth/clock-difference.ts';

/** Codes of unusable key sets; every other code of the library is about the token. */
const UNUSABLE_KEYS: readonly unknown[] = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWK_INVALID'];

const UNKNOWN_KEY = 'ERR_JWKS_NO_MATCHING_KEY';

export const refused = (why: string, params: Readonly<Record<string, string>> = {}): DomainError =>
  new DomainError('identity_provider.refused', 'The sign-in was refused', { cause: new Error(why), params });

export const unexpected = (why: string): DomainError =>
  new DomainError('identity_provider.unexpected', 'The identity provider answers something unusable', {
    cause: new Error(why),
  });

/** The error's own description, without its causes: they contain bodies, claims and tokens. */
function describe(error: {
  readonly message: string;
  readonly code?: unknown;
  readonly cause?: unknown;
}): string {
  const { cause } = error;
  const detail = cause instanceof Error && 'code' in cause && cause.code === error.code ? cause.message : '';
  return [String(error.code ?? ''), error.message, detail].filter((part) => part !== '').join(': ');
}

/** Whether the parameters of the callback failed a check: the library has one code for that and for bodies it cannot use. */
function concernsParameters({ cause }: ClientError): boolean {
  const attached = cause instanceof Error ? cause.cause : undefined;
  return typeof attached === 'object' && attached !== null && 'parameters' in attached;
}

/** The error code, if it has the form of one (RFC 6749 section 4.1.2.1): anybody can write a callback address. */
const codeOf = (error: string): string => (/^[a-z_]{1,64}$/.test(error) ? error : 'unknown');

/**
 * Turns what `openid-client` and `jose` throw into the failures of the `IdentityProvider` port, without secrets. An
 * unknown error is a bug and returned unchanged.
 */
function toProviderError(error: unknown, clock: Clock | undefined): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof AuthorizationResponseError) {
    const code = codeOf(error.error);
    return refused(`the provider denied the sign-in: ${code}`, { error: code });
  }
  if (error instanceof ResponseBodyError) {
    const code = codeOf(error.error);
    const why = `the provider answered ${error.status} ${code}`;
    // Other OAuth errors (RFC 6749 section 5.2) are about our registration or our request, not the person.
    return code === 'invalid_grant' ? refused(why, { error: code }) : unexpected(why);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return unexpected(`the provider answered ${error.status} with a challenge`);
  }
  if (error instanceof joseErrors.JOSEError) {
    const why = [describe(error), clock && clockDifference(error, clock.now())]
      .filter((part) => part !== undefined)
      .join('; ');
    return UNUSABLE_KEYS.includes(error.code) ? unexpected(why) : refused(why);
  }
  if (error instanceof ClientError) {
    if (error.cause instanceof DomainError) return error.cause;
    if (error.code === undefined) return error;
    return concernsParameters(error) ? refused(describe(error)) : unexpected(describe(error));
  }
  return error;
}

/**
 * Runs `work` and translates its failure; with a clock, the failure of a refused time includes its distance from the
 * clock.
 */
export async function translated<T>(work: () => Promise<T>, clock?: Clock): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toProviderError(error, clock);
  }
}

/**
 * A token that the provider itself has just handed to us, signed with a key that it does not publish, shows a change of
 * keys under way: the person may try again.
 *
 * @throws DomainError `identity_provider.unavailable` instead of what `jose` throws then
 */
export async function unknownKeyIsAnOutage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof joseErrors.JOSEError) || error.code !== UNKNOWN_KEY) throw error;
    throw new DomainError('identity_provider.unavailable', 'The identity provider changes its keys', {
      cause: new Error('signed with a key that is not published'),
    });
  }
}
