import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClientSecrets } from '../builders/make-openid-client.ts';
import { makeProConnect, type OpenidWorld, openOpenidWorld, SECRET } from '../support/openid-world.ts';

const OWN = { client_id: 'proconnect', client_secret: SECRET };
const OTHER = { client_id: 'other', client_secret: 'the-secret-of-the-other' };
const [OWN_ORIGIN, OTHER_ORIGIN] = ['https://app.example', 'https://other.example:8443'] as const;

let world: OpenidWorld;
let tokens: Readonly<Record<string, unknown>>;
beforeEach(async () => {
  world = await openOpenidWorld({
    clients: [
      makeProConnect({ allowedOrigins: [OWN_ORIGIN] }),
      makeProConnect({
        clientId: 'other',
        secrets: makeClientSecrets(OTHER.client_secret),
        allowedOrigins: [OTHER_ORIGIN],
      }),
    ],
  });
  ({ body: tokens } = await world.signIn({ scope: 'openid email' }));
});
afterEach(() => world.close());

const introspect = (token: unknown, client: Readonly<Record<string, string>> = OWN, headers = {}) =>
  world.post('introspect/', { token: String(token), ...client }, headers);
const revoke = (token: unknown, client: Readonly<Record<string, string>> = OWN, headers = {}) =>
  world.post('revoke_token/', { token: String(token), ...client }, headers);
const INACTIVE = { status: 200, body: { active: false } };

describe('introspection', () => {
  it('tells of an access token what the reference tells', async () => {
    const begun = Math.floor(Date.now() / 1000);
    const { status, body, headers } = await introspect(tokens['access_token']);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        active: true,
        scope: 'openid email',
        client_id: 'proconnect',
        username: 'ada@varzy.example',
        exp: expect.any(Number),
      },
    });
    expect(Number(body['exp']) - begun).toBeGreaterThan(35_900);
    expect(Number(body['exp']) - begun).toBeLessThanOrEqual(36_001);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('tells of a refresh token, and which client has it when another one asks', async () => {
    expect(await introspect(tokens['refresh_token'])).toMatchObject({
      body: { active: true, client_id: 'proconnect' },
    });
    expect(await introspect(tokens['access_token'], OTHER)).toMatchObject({
      body: { active: true, client_id: 'proconnect' },
    });
  });

  it.each(['access_token', 'refresh_token', 'made_up'])(
    'finds the token whatever the hint %s',
    async (hint) => {
      const answer = await introspect(tokens['access_token'], { ...OWN, token_type_hint: hint });
      expect(answer.body['active']).toBe(true);
    },
  );

  it('says nothing of what is no token of ours', async () => {
    for (const token of ['zzz', 'a\0b', 'x'.repeat(20_000), tokens['id_token'], 'eyJhbGciOiJub25lIn0.e30.'])
      expect(await introspect(token)).toMatchObject(INACTIVE);
  });

  it('says nothing of a token whose owner may not sign in any more', async () => {
    await world.unitOfWork.run(({ mailDomains }) =>
      mailDomains.update({ ...world.mailDomain, status: 'disabled' }),
    );
    const { body } = await introspect(tokens['access_token']);
    expect(body).toEqual({ active: false });
  });

  it('answers 403 and nothing else without credentials', async () => {
    expect(await introspect(tokens['access_token'], {})).toMatchObject({ status: 403, body: {} });
  });
});

describe('revocation', () => {
  it.each(['access_token', 'refresh_token'])(
    'of the %s answers 200 with nothing, and ends both',
    async (name) => {
      expect(await revoke(tokens[name])).toMatchObject({ status: 200, body: {} });
      for (const each of ['access_token', 'refresh_token'])
        expect(await introspect(tokens[each])).toMatchObject(INACTIVE);
      expect((await world.userinfo(tokens['access_token'])).status).toBe(401);
      expect((await world.refresh(tokens['refresh_token'])).status).toBe(400);
      expect(await revoke(tokens[name])).toMatchObject({ status: 200, body: {} });
    },
  );

  it('leaves other sign-ins of the same person alone', async () => {
    const { body } = await world.signIn();
    await revoke(tokens['refresh_token']);
    expect((await world.userinfo(body['access_token'])).status).toBe(200);
  });

  it('of an id token is nothing that we do, and says so', async () => {
    const { status, body } = await revoke(tokens['id_token']);
    expect({ status, error: body['error'] }).toEqual({ status: 400, error: 'unsupported_token_type' });
  });

  it('answers 200 to what is no token, and 401 to who is no client', async () => {
    expect(await revoke('zzz')).toMatchObject({ status: 200, body: {} });
    expect(await revoke(tokens['access_token'], {})).toMatchObject({ status: 401 });
    expect(await revoke(tokens['access_token'], { ...OWN, client_secret: 'wrong' })).toMatchObject({
      status: 401,
    });
    expect((await introspect(tokens['access_token'])).body['active']).toBe(true);
  });
});

describe('scripts read answers of their own client alone', () => {
  const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

  it('at each endpoint with tokens', async () => {
    const ask = {
      refresh: async (origin: string) => {
        const { body } = await world.signIn();
        const grant = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) };
        return world.post('token/', { ...grant, ...OWN }, { origin });
      },
      introspect: (origin: string) => introspect(tokens['access_token'], OWN, { origin }),
      userinfo: (origin: string) => world.userinfo(tokens['access_token'], { headers: { origin } }),
      revoke: (origin: string) => revoke('zzz', OWN, { origin }),
    };
    for (const [name, request] of Object.entries(ask)) {
      expect(allowed((await request(OWN_ORIGIN)).headers), name).toBe(OWN_ORIGIN);
      for (const origin of [OTHER_ORIGIN, 'https://evil.example', 'null'])
        expect(allowed((await request(origin)).headers), `${name} ${origin}`).toBeNull();
    }
  });

  it('and every page what we publish of ourselves', async () => {
    for (const path of ['openid-configuration', 'jwks.json']) {
      const headers = { origin: 'https://anybody.example' };
      const response = await fetch(`${world.issuer}/.well-known/${path}`, { headers });
      expect(['*', 'https://anybody.example']).toContain(allowed(response.headers));
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it.each(['token/', 'userinfo/', 'revoke_token/'])('after a preflight at %s', async (path) => {
    const response = await fetch(`${world.issuer}/${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: OWN_ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(response.status).toBe(204);
    expect(allowed(response.headers)).toBe(OWN_ORIGIN);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

it('a refresh token is good for as long as the installation says, counted from the sign-in', async () => {
  const begun = Math.floor(Date.now() / 1000);
  const leftOf = async (token: unknown) => Number((await introspect(token)).body['exp']) - begun;
  expect(Math.abs((await leftOf(tokens['refresh_token'])) - 30 * 24 * 3600)).toBeLessThan(60);
  await world.restart({ refreshTokenSeconds: 5 * 3600 });
  const { body } = await world.signIn({ scope: 'openid email' });
  expect(Math.abs((await leftOf(body['refresh_token'])) - 5 * 3600)).toBeLessThan(60);
  const renewed = await world.refresh(body['refresh_token']);
  expect(await leftOf(renewed.body['refresh_token'])).toBeLessThanOrEqual(5 * 3600 + 60);
});
