import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import type { ClientAuthentication } from '../../src/adapters/oauth/client-authentication.ts';
import { type HandMadeProvider, startHandMadeProvider } from './hand-made-provider.ts';
import { connectTo, signInScripted } from './hand-made-sign-in.ts';
import { introspectionOptions } from './introspection-options.ts';

const SECRET = 'ré: 100 % +&';
const BASIC = 'client_secret_basic';
const POST = 'client_secret_post';

let provider: HandMadeProvider;
beforeAll(async () => {
  provider = await startHandMadeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.script({}));

const opened: ConnectedTokenIntrospector[] = [];
afterEach(() => Promise.all(opened.splice(0).map((introspector) => introspector.close())));

const metadata = (listed: object) => ({
  body: {
    issuer: provider.issuer,
    authorization_endpoint: provider.endpoints.authorization,
    token_endpoint: provider.endpoints.token,
    userinfo_endpoint: provider.endpoints.userinfo,
    jwks_uri: provider.endpoints.jwks,
    introspection_endpoint: `${provider.issuer}/introspection`,
    ...listed,
  },
});

type Request = { form: URLSearchParams; authorization: string | undefined } | undefined;
const wayOf = (request: Request) => {
  if (request?.form.get('client_secret') === SECRET && request.authorization === undefined) return POST;
  // RFC 6749 section 2.3.1: both parts form-encoded, and neither of them in the body.
  const encoded = `people:${new URLSearchParams({ s: SECRET }).toString().slice(2)}`;
  const isBasic = request?.authorization === `Basic ${Buffer.from(encoded).toString('base64')}`;
  return isBasic && !request.form.has('client_secret') ? BASIC : 'neither';
};

async function waysWith(listed: object, clientAuthentication: ClientAuthentication): Promise<string[]> {
  const discovery = metadata(listed);
  provider.script({ discovery });
  const adapter = connectTo(provider, { clientSecret: SECRET, clientAuthentication });
  await adapter.startAuthorization({ silent: false });
  expect((await signInScripted(provider, {}, adapter)).claims.sub).toBe('somebody');
  const token = wayOf(provider.requestsTo('token')[0]);
  provider.script({ discovery, introspection: { status: 200, body: { active: false } } });
  const introspector = new ConnectedTokenIntrospector({
    options: introspectionOptions(provider.issuer, {
      clientId: 'people',
      clientSecret: SECRET,
      clientAuthentication,
    }),
    clock: { now: () => new Date() },
  });
  opened.push(introspector);
  expect(await introspector.introspect('token')).toEqual({ active: false });
  return [token, wayOf(provider.requestsTo('introspection')[0])];
}

const TOKEN = 'token_endpoint_auth_methods_supported';
const INTROSPECTION = 'introspection_endpoint_auth_methods_supported';

describe('k9-client-secret-basic: our secret is sent', () => {
  it.each<[string, object, ClientAuthentication, string[]]>([
    ['where nothing is listed', {}, 'auto', [POST, POST]],
    ['where only Basic is listed', { [TOKEN]: [BASIC] }, 'auto', [BASIC, BASIC]],
    ['where both are listed', { [TOKEN]: [BASIC, POST] }, 'auto', [POST, POST]],
    ['where neither is listed', { [TOKEN]: ['private_key_jwt'] }, 'auto', [POST, POST]],
    ['where the list is none', { [TOKEN]: 'client_secret_basic' }, 'auto', [POST, POST]],
    ['where the endpoints differ', { [TOKEN]: [POST], [INTROSPECTION]: [BASIC] }, 'auto', [POST, BASIC]],
    ['where Basic is configured', { [TOKEN]: [POST] }, BASIC, [BASIC, BASIC]],
    ['where post is configured', { [TOKEN]: [BASIC] }, POST, [POST, POST]],
  ])('%s: %j, %s', async (_where, listed, configured, expected) => {
    expect(await waysWith(listed, configured)).toEqual(expected);
  });

  it('as configured where the endpoints are', async () => {
    const adapter = connectTo(provider, {
      endpoints: provider.endpoints,
      clientSecret: SECRET,
      clientAuthentication: BASIC,
    });
    await signInScripted(provider, {}, adapter);
    expect(wayOf(provider.requestsTo('token')[0])).toBe(BASIC);
  });
});
