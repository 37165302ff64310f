import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { LogoutTarget } from '../../application/people/sign-in/identity-provider.ts';
import { isStorable } from '../../domain/shared/storable-text.ts';
import { refused } from './provider-errors.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const ALGORITHMS = ['RS256', 'ES256'];
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
    readonly keys: JWTVerifyGetKey;
    readonly issuer: string;
    readonly clientId: string;
    readonly clockTolerance: number;
    readonly now: Date;
  },
): Promise<LogoutTarget> {
  const { payload, protectedHeader } = await jwtVerify(token, expected.keys, {
    algorithms: ALGORITHMS,
    issuer: expected.issuer,
    audience: expected.clientId,
    clockTolerance: expected.clockTolerance,
    currentDate: expected.now,
    // Also refuses an `iat` in the future.
    maxTokenAge: DAY_SECONDS,
  });
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw refused('not typed as a logout token');
  const claims = logoutClaims.safeParse(payload);
  if (!claims.success) {
    const names = claims.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw refused(`not the claims of a logout token: ${names.join(', ')}`);
  }
  const { jti, sub, sid } = claims.data;
  return { jti, sub, sid };
}
