import { z } from 'zod';

const claims = z.looseObject({ exp: z.number() });

/**
 * When a JWT says it expires (claim `exp`, RFC 7519 section 4.1.4), undefined when it cannot be read. The
 * signature is not ours to verify: the date only tells how long to keep the token.
 */
export function tokenExpiry(token: string): Date | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const { exp } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return new Date(exp * 1000);
  } catch {
    // Any token that is not a JWT with a numeric `exp`: it works, we just do not know until when.
    return undefined;
  }
}
