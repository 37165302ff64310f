import { z } from 'zod';

const claims = z.looseObject({ exp: z.number() });

/**
 * The expiry of a JWT (claim `exp`, RFC 7519 section 4.1.4); undefined when unreadable. The signature is not checked:
 * the date only limits how long the token is cached.
 */
export function tokenExpiry(token: string): Date | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const { exp } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return new Date(exp * 1000);
  } catch {
    // A token that is not a JWT with a numeric `exp` is valid all the same; only its expiry is unknown.
    return undefined;
  }
}
