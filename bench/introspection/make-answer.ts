import { CompactEncrypt, importJWK, SignJWT } from 'jose';
import type { Form } from './forms.ts';
import { type Keys, publicHalf } from './keys.ts';

export const JWT_TYPE = 'application/token-introspection+jwt';
export const CLIENT_ID = 'resource-server';
export const AUDIENCE = 'calling-service';

/** The members of the answer about the caller's token (contract/resource-server.md section 1). */
const aboutToken = (issuer: string, now: number) => ({
  active: true,
  sub: 'sub-1',
  client_id: AUDIENCE,
  exp: now + 3600,
  iat: now - 60,
  iss: issuer,
  scope: 'openid email given_name usual_name siret groups',
  token_type: 'Bearer',
});

/** The authorization server's introspection answer at this moment. */
export async function makeAnswer({ signing, encryption }: Form, keys: Keys, issuer: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const members = aboutToken(issuer, now);
  if (signing === undefined) return JSON.stringify(members);
  const jws = await new SignJWT({ token_introspection: members, iss: issuer, aud: CLIENT_ID, iat: now })
    .setProtectedHeader({ alg: signing, typ: 'token-introspection+jwt', kid: keys.signing.kid ?? '' })
    .sign(await importJWK(keys.signing, signing));
  if (encryption === undefined) return jws;
  const { alg, enc } = encryption;
  return new CompactEncrypt(Buffer.from(jws))
    .setProtectedHeader({ alg, enc, cty: 'JWT' })
    .encrypt(await importJWK(publicHalf(keys.encryption[alg]), alg));
}
