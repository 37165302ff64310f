import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import type { PublishedKeys } from '../oauth/published-keys.ts';
import { refused } from './provider-errors.ts';

type Expected = Readonly<{
  keys: PublishedKeys;
  issuer: string;
  clientId: string;
  signingAlgorithm: string;
  /** Undefined when none was sent. */
  nonce: string | undefined;
  now: Date;
}>;

type IdTokenClaims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * The claims of an id token that passes every check of OpenID Connect Core 1.0, section 3.1.3.7, with leeway on its times.
 * Claims that we do not use may hold anything: no library of ours looks at them.
 *
 * @throws DomainError of `PublishedKeys`, `identity_provider.refused`, or what `jose` throws
 */
export async function verifyIdToken(
  idToken: string,
  { keys, issuer, clientId, signingAlgorithm, nonce, now }: Expected,
): Promise<IdTokenClaims> {
  const options = {
    algorithms: [signingAlgorithm],
    issuer,
    audience: clientId,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: now,
    requiredClaims: ['sub', 'exp', 'iat'],
  };
  const { payload } = await keys.verify<IdTokenClaims & { azp?: unknown; nonce?: unknown }>(
    idToken,
    options,
    'wait',
  );
  if (payload.nonce !== nonce) throw refused('unexpected "nonce" of the id token');
  const isForSeveral = Array.isArray(payload.aud) && payload.aud.length !== 1;
  if ((isForSeveral || payload.azp !== undefined) && payload.azp !== clientId) {
    throw refused('unexpected "azp" of the id token');
  }
  if (typeof payload.sub !== 'string' || payload.sub === '')
    throw refused('unexpected "sub" of the id token');
  return payload;
}
