import { z } from 'zod';
import type { LogoutTarget } from '../../application/people/sign-in/identity-provider.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import { isStorable } from '../../domain/shared/storable-text.ts';
import type { PublishedKeys } from '../oauth/published-keys.ts';
import { refused } from './provider-errors.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const DAY_SECONDS = 86_400;

/** RFC 7519 lets any token have the type `JWT`, and older providers use it; it says nothing. */
const TYPES: readonly unknown[] = [undefined, 'logout+jwt', 'application/logout+jwt', 'jwt'];

const identifier = z.string().min(1).refine(isStorable);
const logoutClaims = z.object({
  jti: identifier,
  iat: z.number(),
  exp: z.number(),
  sub: identifier.optional(),
  sid: identifier.optional(),
  events: z.object({ [EVENT]: z.record(z.string(), z.unknown()) }),
  nonce: z.never().optional(),
});

/**
 * Checks a logout token by OpenID Connect Back-Channel Logout 1.0, section 2.6. The caller checks whether it has a `sub`
 * or `sid`, and whether its `jti` was seen before.
 *
 * @throws DomainError `identity_provider.refused`, or what `jose` throws, when it fails a check
 */
export async function verifyLogoutToken(
  token: string,
  expected: {
    readonly keys: PublishedKeys;
    readonly issuer: string;
    readonly clientId: string;
    /** That of id tokens: logout tokens are signed like them. */
    readonly signingAlgorithm: string;
    readonly now: Date;
  },
): Promise<LogoutTarget> {
  const options = {
    algorithms: [expected.signingAlgorithm],
    issuer: expected.issuer,
    audience: expected.clientId,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: expected.now,
    // Also refuses an `iat` in the future.
    maxTokenAge: DAY_SECONDS,
  };
  // A provider does not repeat a logout that was refused, so that a new key is waited for.
  const { payload, protectedHeader } = await expected.keys.verify(token, options, 'wait');
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw refused('not typed as a logout token');
  const claims = logoutClaims.safeParse(payload);
  if (!claims.success) {
    // In words that do not look like a secret and its value: operators need the names.
    const names = claims.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
    throw refused(`a logout token has other claims than it must: ${names.join(', ')}`);
  }
  const { jti, sub, sid } = claims.data;
  return { jti, sub, sid };
}
