import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { CompactEncrypt, type CompactJWEHeaderParameters, importJWK, type JWK } from 'jose';
import { publicJwk } from '../../dev/openid-provider/generate-keys.ts';

export const JWT_TYPE = 'application/token-introspection+jwt';

type Header = Readonly<Record<string, unknown>>;
type Signer = (data: Buffer) => Buffer;

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const decode = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString());

const keyOf = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });

/** Signs as the algorithm of a private key has it (RS256 or ES256). */
export const signerOf = (jwk: JWK): Signer => {
  const key = keyOf(jwk);
  return (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
};

/** The PEM of a public key: what a mistaken verifier would take for the shared secret of HS256. */
export const publicPem = (jwk: JWK): string =>
  createPublicKey(keyOf(jwk)).export({ format: 'pem', type: 'spki' }) as string;

/** A compact JWS with exactly this header and payload, right or wrong. */
export function compactJws(header: unknown, payload: unknown, signer: Signer): string {
  const data = `${encode(header)}.${encode(payload)}`;
  return `${data}.${signer(Buffer.from(data)).toString('base64url')}`;
}

/** A compact JWE for the owner of `jwk`. */
export async function compactJwe(content: string, jwk: JWK, header: Header): Promise<string> {
  return new CompactEncrypt(Buffer.from(content))
    .setProtectedHeader(header as CompactJWEHeaderParameters)
    .encrypt(await importJWK(publicJwk(jwk), header['alg'] as string));
}

/** The same with other parts: each function gets one and gives what takes its place. */
export const withParts = (
  compact: string,
  changes: Readonly<Record<number, (part: string) => string>>,
): string =>
  compact
    .split('.')
    .map((part, index) => changes[index]?.(part) ?? part)
    .join('.');

/** Another text of the same length and alphabet. */
export const altered = (part: string): string => `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}`;
