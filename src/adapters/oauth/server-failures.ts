import { DomainError } from '../../domain/shared/errors.ts';

/** The server cannot be reached, or says that it cannot answer. */
export const unavailable = (why: string, retryAfterSeconds?: number): DomainError =>
  new DomainError('identity_provider.unavailable', 'The authorization server gives no usable answer', {
    cause: new Error(why),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

/** Why a server was of no use, where that decides how others are spared it. */
export type OutageReason = 'timeout' | 'rate_limited';

const outage = (reason: OutageReason, why: string, retryAfterSeconds?: number): DomainError =>
  new DomainError('identity_provider.unavailable', 'The authorization server gives no usable answer', {
    cause: new Error(why),
    params: { outage: reason },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

/** Its time was up before it had answered. */
export const timedOut = (why: string): DomainError => outage('timeout', why);

/** It is well, and wants to be asked less often. */
export const rateLimited = (why: string, retryAfterSeconds?: number): DomainError =>
  outage('rate_limited', why, retryAfterSeconds);

export const hasReason = (failure: DomainError, reason: OutageReason): boolean =>
  failure.params['outage'] === reason;

/** The server answered, and its answer proves nothing. `why` is for operators: no token, no value of a claim. */
export const unexpectedAnswer = (why: string): DomainError =>
  new DomainError('identity_provider.unexpected', 'The authorization server answers something unusable', {
    cause: new Error(why),
  });
