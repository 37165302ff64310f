import { type JWTPayload, jwtVerify } from 'jose';
import { fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import type { IdentityClaims } from '../../application/people/sign-in/identity-provider.ts';
import type { ConnectedProvider } from './provider-connection.ts';
import { refused, unexpected } from './provider-errors.ts';

const claimsOfSomebody = z.looseObject({ sub: z.string().min(1) });

type Expected = Readonly<{
  issuer: string;
  clientId: string;
  signingAlgorithm: string;
  clockTolerance: number;
  now: Date;
  /** The `sub` of the id token. */
  sub: string;
}>;

function checkAddressees({ iss, aud }: JWTPayload, { issuer, clientId }: Expected): void {
  if (iss !== undefined && iss !== issuer) throw refused('userinfo: unexpected "iss"');
  if (aud !== undefined && ![aud].flat().includes(clientId)) throw refused('userinfo: unexpected "aud"');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpected('userinfo is not JSON');
  }
}

async function readClaims(
  response: Response,
  { keys }: ConnectedProvider,
  expected: Expected,
): Promise<unknown> {
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/json') return parseJson(await response.text());
  if (mediaType !== 'application/jwt') throw unexpected('userinfo is neither JSON nor a JWT');
  const { payload } = await jwtVerify(await response.text(), keys, {
    algorithms: [expected.signingAlgorithm],
    clockTolerance: expected.clockTolerance,
    currentDate: expected.now,
  });
  checkAddressees(payload, expected);
  return payload;
}

/**
 * Requests the claims of an access token's person (OpenID Connect Core 1.0, section 5.3): JSON, or a signed JWT that is
 * verified. The person must be the one of the id token.
 *
 * @throws DomainError of the `IdentityProvider` port, or what `openid-client` and `jose` throw
 */
export async function readUserinfo(
  provider: ConnectedProvider,
  accessToken: string,
  expected: Expected,
): Promise<IdentityClaims> {
  const response = await fetchProtectedResource(
    provider.configuration,
    accessToken,
    provider.userinfoEndpoint,
    'GET',
    undefined,
    new Headers({ accept: 'application/json, application/jwt' }),
  );
  if (response.status !== 200) throw unexpected(`userinfo answered ${response.status}`);
  const claims = claimsOfSomebody.safeParse(await readClaims(response, provider, expected));
  if (!claims.success) throw unexpected('userinfo without "sub"');
  if (claims.data.sub !== expected.sub) throw refused('userinfo is about somebody else than the id token');
  return claims.data;
}
