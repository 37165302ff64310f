import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenidWorld, openOpenidWorld, SIRET } from '../support/openid-world.ts';

let world: OpenidWorld;
beforeEach(async () => {
  world = await openOpenidWorld();
});
afterEach(() => world.close());

describe('the OpenID provider', () => {
  it('signs the owner of a mailbox in, from the request to signed userinfo', async () => {
    const landed = await world.authorize();
    expect(Object.fromEntries(landed.searchParams)).toEqual({
      code: expect.any(String),
      state: 'st4te',
      iss: world.issuer,
    });
    const { status, body, headers } = await world.exchange(landed.searchParams.get('code') ?? '');
    expect({ status, ...body }).toMatchObject({
      status: 200,
      token_type: 'Bearer',
      expires_in: 36_000,
      refresh_token: expect.any(String),
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const claims = {
      sub: world.ada.id,
      uid: world.ada.id,
      email: 'ada@varzy.example',
      email_verified: true,
      given_name: 'Ada',
      usual_name: 'Lovelace',
      family_name: 'Lovelace',
      siret: SIRET,
      siren: SIRET.slice(0, 9),
    };
    expect(await world.verified(body['id_token'])).toMatchObject({ ...claims, nonce: 'n0nce', amr: ['pwd'] });
    const userinfo = await world.userinfo(body['access_token']);
    expect(userinfo.headers.get('content-type')).toContain('application/jwt');
    expect(await world.verified(await userinfo.text())).toMatchObject(claims);
  });

  it.each(['', '/'])('publishes what it is, at openid-configuration%s', async (slash) => {
    const response = await fetch(`${world.url}/o/.well-known/openid-configuration${slash}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      issuer: world.issuer,
      authorization_endpoint: `${world.issuer}/authorize/`,
      token_endpoint: `${world.issuer}/token/`,
      end_session_endpoint: `${world.issuer}/logout/`,
      userinfo_endpoint: `${world.issuer}/userinfo/`,
      code_challenge_methods_supported: ['S256'],
    });
  });
});

describe('a code', () => {
  it('works once, and its second use revokes what it gave', async () => {
    const code = (await world.authorize()).searchParams.get('code') ?? '';
    const { body } = await world.exchange(code);
    expect((await world.userinfo(body['access_token'])).status).toBe(200);
    expect(await world.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await world.userinfo(body['access_token'])).status).toBe(401);
    expect(await world.refresh(body['refresh_token'])).toMatchObject({ status: 400 });
  });

  it('gives tokens to one of two processes that use it at once', async () => {
    const code = (await world.authorize()).searchParams.get('code') ?? '';
    const answers = await Promise.all([world.exchange(code), world.exchange(code), world.exchange(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const good = answers.find(({ status }) => status === 200);
    expect((await world.userinfo(good?.body['access_token'])).status).toBe(401);
  });
});

describe('a refresh token', () => {
  it('is replaced at each use, and its second use ends the chain', async () => {
    const first = await world.signIn();
    const second = await world.refresh(first.body['refresh_token']);
    expect(second).toMatchObject({ status: 200, body: { refresh_token: expect.any(String) } });
    expect((await world.userinfo(second.body['access_token'])).status).toBe(200);
    expect(await world.refresh(first.body['refresh_token'])).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await world.refresh(second.body['refresh_token'])).toMatchObject({ status: 400 });
    expect((await world.userinfo(second.body['access_token'])).status).toBe(401);
  });
});
