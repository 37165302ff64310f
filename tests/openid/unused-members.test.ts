import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { ACCESS_TOKEN, CODE, connectTo, signInScripted } from './hand-made-sign-in.ts';
import { REDIRECT_URI } from './openid-harness.ts';

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

/** What providers are known to write, and what else JSON has. */
const ODD = ['', null, 'soon', -1, 0, true, [], {}, 'x'.repeat(5_000)];
const odd = (names: readonly string[]) =>
  names.flatMap((name) => ODD.map((value) => [name, JSON.stringify(value).slice(0, 20), value] as const));

describe('k8-refresh-token-empty: a sign-in does not end because of a member that nobody uses', () => {
  it.each(
    odd(['refresh_token', 'expires_in', 'scope', 'refresh_expires_in', 'session_state', 'not-before-policy']),
  )('%s of the token answer is %s', async (name, _text, value) => {
    const adapter = connectTo(provider, { useNonce: false });
    const id_token = await provider.sign({});
    const body = { access_token: ACCESS_TOKEN, token_type: 'Bearer', id_token, [name]: value };
    expect((await signInScripted(provider, { token: { body } }, adapter)).claims.sub).toBe('somebody');
  });

  it.each([[''], [null]])('token_type is %j', async (token_type) => {
    const adapter = connectTo(provider, { useNonce: false });
    const body = { access_token: ACCESS_TOKEN, token_type, id_token: await provider.sign({}) };
    expect((await signInScripted(provider, { token: { body } }, adapter)).claims.sub).toBe('somebody');
  });

  it.each(odd(['auth_time', 'acr', 'amr', 'at_hash', 'c_hash', 's_hash', 'sid', 'jti', 'email']))(
    '%s of the id token is %s',
    async (name, _text, value) => {
      expect((await signInScripted(provider, { idToken: { [name]: value } })).claims.sub).toBe('somebody');
    },
  );

  it.each(odd(['updated_at', 'address', 'phone_number_verified', 'zoneinfo', 'aud', 'exp']))(
    '%s of userinfo is %s',
    async (name, _text, value) => {
      const userinfo = { body: { sub: 'somebody', [name]: value } };
      expect((await signInScripted(provider, { userinfo })).claims.sub).toBe('somebody');
    },
  );

  it.each([
    'session_state=a&session_state=b',
    'client_info=x',
    'response=eyJ',
    'id_token=x&token=y',
    'scope=openid&scope=email',
    'error=',
  ])('the callback says %s', async (more) => {
    const adapter = connectTo(provider, { useNonce: false });
    const request = await adapter.startAuthorization({ silent: false });
    provider.script({
      token: {
        status: 200,
        body: { access_token: ACCESS_TOKEN, token_type: 'Bearer', id_token: await provider.sign({}) },
      },
      userinfo: { status: 200, body: { sub: 'somebody' } },
    });
    const url = `${REDIRECT_URI}?code=${CODE}&state=${request.state}&${more}`;
    expect((await adapter.completeAuthorization(url, request)).claims.sub).toBe('somebody');
    const [exchange] = provider.requestsTo('token');
    expect(exchange?.form.get('redirect_uri')).toBe(REDIRECT_URI);
  });

  it.each(odd(['end_session_endpoint', 'scopes_supported', 'claims_supported', 'response_types_supported']))(
    '%s of the metadata is %s',
    async (name, _text, value) => {
      const body = {
        issuer: provider.issuer,
        authorization_endpoint: provider.endpoints.authorization,
        token_endpoint: provider.endpoints.token,
        userinfo_endpoint: provider.endpoints.userinfo,
        jwks_uri: provider.endpoints.jwks,
        [name]: value,
      };
      provider.script({ discovery: { body } });
      const adapter = connectTo(provider);
      await adapter.startAuthorization({ silent: false });
      expect((await signInScripted(provider, {}, adapter)).claims.sub).toBe('somebody');
      expect(await adapter.signOutUrl({ idToken: 'x', state: 'y' })).toBeUndefined();
    },
  );
});
