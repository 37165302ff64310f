import { compactDecrypt, createRemoteJWKSet, importJWK, type JWTVerifyOptions, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { generatePrivateJwk, publicJwk } from '../../dev/openid-provider/generate-keys.ts';
import { type OpenidProvider, startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';

const JWT = 'application/token-introspection+jwt';

let provider: OpenidProvider;
let token: string;
beforeAll(async () => {
  provider = await startOpenidProvider({ port: 0 });
  token = await provider.mintAccessToken({
    clientId: CLIENT_IDS.serviceProvider,
    sub: 'e2e.marie',
    scope: 'openid groups',
  });
});
afterAll(() => provider.close());

const introspect = (clientId: string, accept: string, form: Record<string, string> = {}, from = provider) =>
  fetch(`${from.issuer}/token/introspection`, {
    method: 'POST',
    headers: { accept },
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: DEVELOPMENT_CLIENT_SECRET,
      token,
      ...form,
    }),
  });

const described = () => ({
  active: true,
  sub: 'e2e.marie',
  client_id: CLIENT_IDS.serviceProvider,
  scope: 'openid groups',
  iss: provider.issuer,
  token_type: 'Bearer',
  exp: expect.any(Number),
  iat: expect.any(Number),
});

const verify = (jws: string, clientId: string, options: JWTVerifyOptions) =>
  jwtVerify(jws, createRemoteJWKSet(new URL(`${provider.issuer}/jwks`)), {
    issuer: provider.issuer,
    audience: clientId,
    typ: 'token-introspection+jwt',
    ...options,
  });

describe('introspection at the development provider', () => {
  it('answers in JSON', async () => {
    const response = await introspect(CLIENT_IDS.resourceServerJson, 'application/json');
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual(described());
  });

  it('answers JSON to those who could have had it signed', async () => {
    const response = await introspect(CLIENT_IDS.resourceServerJws, 'application/json');
    expect(await response.json()).toEqual(described());
  });

  it('answers with a signature', async () => {
    const response = await introspect(CLIENT_IDS.resourceServerJws, JWT);
    expect(response.headers.get('content-type')).toBe(`${JWT}; charset=utf-8`);
    const { payload } = await verify(await response.text(), CLIENT_IDS.resourceServerJws, {
      algorithms: ['ES256'],
    });
    expect(payload['token_introspection']).toEqual(described());
    expect(Object.keys(payload).toSorted()).toEqual(['aud', 'iat', 'iss', 'token_introspection']);
  });

  it('answers with a signature, encrypted', async () => {
    const { resourceServerPrivateKey } = provider;
    if (resourceServerPrivateKey === undefined) throw new Error('no key');
    const response = await introspect(CLIENT_IDS.resourceServerJwe, JWT);
    expect(response.headers.get('content-type')).toBe(`${JWT}; charset=utf-8`);
    const { plaintext, protectedHeader } = await compactDecrypt(
      await response.text(),
      await importJWK(resourceServerPrivateKey, 'RSA-OAEP'),
      { keyManagementAlgorithms: ['RSA-OAEP'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    expect(protectedHeader).toMatchObject({ cty: 'JWT', kid: resourceServerPrivateKey.kid });
    const jws = new TextDecoder().decode(plaintext);
    const { payload } = await verify(jws, CLIENT_IDS.resourceServerJwe, { algorithms: ['ES256'] });
    expect(payload['token_introspection']).toEqual(described());
  });

  it('refuses plain JSON to those who want it encrypted', async () => {
    const response = await introspect(CLIENT_IDS.resourceServerJwe, 'application/json');
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_request' }),
    ]);
  });

  it('encrypts to the keys it is given', async () => {
    const key = await generatePrivateJwk('RSA-OAEP', 'enc');
    const other = await startOpenidProvider({
      port: 0,
      resourceServerKeys: { jwks: { keys: [publicJwk(key)] } },
    });
    try {
      expect(other.resourceServerPrivateKey).toBeUndefined();
      const response = await introspect(CLIENT_IDS.resourceServerJwe, JWT, {}, other);
      const opened = await compactDecrypt(await response.text(), await importJWK(key, 'RSA-OAEP'));
      expect(opened.protectedHeader.kid).toBe(key.kid);
    } finally {
      await other.close();
    }
  });

  it('knows no token that was revoked or never was', async () => {
    const minted = { clientId: CLIENT_IDS.serviceProvider, sub: 'e2e.marie', scope: 'groups' };
    const revoked = await provider.mintAccessToken(minted);
    await provider.revokeAccessToken(revoked);
    for (const value of [revoked, 'never']) {
      const response = await introspect(CLIENT_IDS.resourceServerJson, 'application/json', { token: value });
      expect(await response.json()).toEqual({ active: false });
    }
  });

  it('names an audience when the token has one', async () => {
    const aimed = await provider.mintAccessToken({
      clientId: CLIENT_IDS.serviceProvider,
      sub: 'e2e.marie',
      scope: 'groups',
      audience: 'our-api',
    });
    const response = await introspect(CLIENT_IDS.resourceServerJson, 'application/json', { token: aimed });
    expect(await response.json()).toMatchObject({ aud: 'our-api' });
  });

  it('refuses strangers', async () => {
    const response = await introspect(CLIENT_IDS.resourceServerJson, 'application/json', {
      client_secret: 'wrong',
    });
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client' }),
    ]);
  });
});
