import type { JsonWebKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { keepEvents } from '../observability/kept-events.ts';
import { keepLines } from '../observability/log-lines.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { exchange } from '../support/http-exchange.ts';
import { signIn } from '../support/signed-in-client.ts';
import {
  type IssuedToken,
  type ProductName,
  RESOURCE_SERVER,
  startDocumentedAuthorizationServer,
} from './documented-authorization-server.ts';

const US = RESOURCE_SERVER.clientId;

let application: ApplicationHere;
let surroundings: ApplicationHere['surroundings'];
let sub: string;
let encryptionKey: Awaited<ReturnType<typeof generatePrivateJwk>>;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  application = await openApplicationHere();
  ({ surroundings } = application);
  encryptionKey = await generatePrivateJwk('RSA-OAEP', 'enc');
  // A person who has signed in: no account is created for a token.
  await application.start();
  await signIn(application.url);
  await application.stop();
  const { rows } = await surroundings.database.pool.query<{ sub: string }>('SELECT sub FROM user_account');
  sub = rows[0]?.sub ?? '';
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
  await surroundings.database.pool.query('DELETE FROM team');
});
afterAll(() => application?.close());

type Given = Readonly<{
  product: ProductName;
  settings?: Readonly<Record<string, string>>;
  /** Whom each token is for. */
  audiences?: readonly string[];
}>;

/** The whole application before an authorization server, and the calls of services that got tokens there. */
async function open({ product, settings = {}, audiences = ['account'] }: Given) {
  const server = await startDocumentedAuthorizationServer(product, encryptionKey);
  opened.push(() => server.close());
  const kept = keepEvents();
  const log = keepLines();
  await application.start(
    {
      OIDC_OP_URL: server.issuer,
      OIDC_RS_CLIENT_ID: US,
      OIDC_RS_CLIENT_SECRET: RESOURCE_SERVER.clientSecret,
      SENTRY_DSN: 'https://publickey@sentry.example.fr/42',
      ...settings,
    },
    { sentryTransport: kept.transport, logDestination: log.destination },
  );
  opened.push(application.stop);
  const tokenOf = (clientId: string, given: Partial<IssuedToken> = {}) =>
    server.issue({ clientId, sub, scope: 'openid groups', audiences, ...given });
  return {
    through: (clientId: string, given: Partial<IssuedToken> = {}) => {
      const headers = {
        authorization: `Bearer ${tokenOf(clientId, given)}`,
        'content-type': 'application/json',
      };
      return (method: string, path: string, body?: unknown) =>
        exchange(`${application.url}/${path}`, {
          method,
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
    },
    /** The operators' reports until everything has stopped: error reports, and reasons in the log. */
    told: async () => {
      await application.stop();
      const refusals = log.entries().filter(({ Fields }) => 'problem' in Fields);
      return {
        events: kept.events(),
        problems: refusals.map(({ Fields }) => Fields['problem']),
        reasons: [...new Set(refusals.map(({ Fields }) => Fields['reason']))],
      };
    },
  };
}

const TEAMS = 'resource-server/v1.0/teams/';
const teamsStored = async (): Promise<readonly string[]> => {
  const { rows } = await surroundings.database.pool.query<{ name: string }>('SELECT name FROM team');
  return rows.map(({ name }) => name);
};

const BY_AUD = { OIDC_RS_AUDIENCE_CLAIM: 'aud' };
const ENCRYPTED = () => ({
  OIDC_RS_PRIVATE_KEY_STR: JSON.stringify(encryptionKey as JsonWebKey),
  OIDC_RS_BACKEND_CLASS: 'lasuite.oidc_resource_server.backend.JWTResourceServerBackend',
});

describe('two services are told apart', () => {
  it.each<[string, () => Given]>([
    ['by Keycloak 26.4 without a mapper', () => ({ product: 'Keycloak 26.4' })],
    [
      'by Keycloak 26.4 with an audience mapper',
      () => ({ product: 'Keycloak 26.4', audiences: [US, 'account'] }),
    ],
    ['by Keycloak 26.4 with no audience at all', () => ({ product: 'Keycloak 26.4', audiences: [] })],
    [
      'by Keycloak 26.7 with an audience mapper',
      () => ({ product: 'Keycloak 26.7', audiences: [US, 'account'] }),
    ],
    ['by Keycloak 26.7 with ourselves alone', () => ({ product: 'Keycloak 26.7', audiences: [US] })],
    ['by ProConnect in JSON', () => ({ product: 'ProConnect' })],
    [
      'by ProConnect in signed answers',
      () => ({ product: 'ProConnect', settings: { OIDC_RS_INTROSPECTION_FORMAT: 'jwt' } }),
    ],
    [
      'by ProConnect as it was, in encrypted answers that name the caller in aud',
      () => ({ product: 'ProConnect before July 2025', settings: { ...ENCRYPTED(), ...BY_AUD } }),
    ],
  ])('%s', async (_name, given) => {
    const { through, told } = await open(given());
    const [a, b] = [through('service-a'), through('service-b')];
    const created = await a('POST', TEAMS, { name: 'of A' });
    expect(created.status).toBe(201);
    const path = `${TEAMS}${(created.body as { id: string }).id}/`;
    expect(await a('GET', path)).toMatchObject({ status: 200, body: { name: 'of A' } });
    expect(await b('GET', path)).toMatchObject({ status: 404 });
    expect(await b('PATCH', path, { name: 'of B' })).toMatchObject({ status: 404 });
    expect(await b('GET', TEAMS)).toMatchObject({ status: 200, body: { count: 0 } });
    expect((await b('GET', 'resource-server/v1.0/scim/Me/')).body).toMatchObject({ groups: [] });
    expect(await teamsStored()).toEqual(['of A']);
    expect(await told()).toEqual({ events: [], problems: [], reasons: [] });
  });
});

describe('tokens that do not tell who calls are refused', () => {
  it.each<[string, Given, string, string]>([
    [
      'of Keycloak 26.7, by aud that is ourselves and account',
      { product: 'Keycloak 26.7', audiences: [US, 'account'], settings: BY_AUD },
      'service-a',
      'several_callers',
    ],
    [
      'of Keycloak 26.7, by aud that is ourselves alone',
      { product: 'Keycloak 26.7', audiences: [US], settings: BY_AUD },
      'service-a',
      'caller_is_ourselves',
    ],
    [
      'of Keycloak 26.4, by aud that is absent',
      { product: 'Keycloak 26.4', audiences: [], settings: BY_AUD },
      'service-a',
      'no_caller',
    ],
    [
      'of Keycloak 26.4, by aud that is account for everybody',
      { product: 'Keycloak 26.4', settings: BY_AUD },
      'service-a',
      'several_callers',
    ],
    [
      'of ProConnect, by aud that is absent',
      { product: 'ProConnect', settings: BY_AUD },
      'service-a',
      'no_caller',
    ],
    ['of Keycloak, issued to ourselves', { product: 'Keycloak 26.4' }, US, 'caller_is_ourselves'],
    [
      'of ProConnect, issued to the client of our sign-in',
      { product: 'ProConnect', settings: { OIDC_RP_CLIENT_ID: 'web-client' } },
      'web-client',
      'caller_is_ourselves',
    ],
    [
      'of ProConnect as it was, with ourselves in aud',
      { product: 'ProConnect before July 2025', settings: BY_AUD },
      US,
      'caller_is_ourselves',
    ],
  ])('%s, and reported once', async (_name, { settings, ...given }, clientId, problem) => {
    const isEncrypted = given.product === 'ProConnect before July 2025';
    const { through, told } = await open({
      ...given,
      settings: { ...settings, ...(isEncrypted ? ENCRYPTED() : {}) },
    });
    const call = through(clientId);
    const refusals = [
      await call('POST', TEAMS, { name: 'of nobody' }),
      await call('GET', TEAMS),
      await call('GET', 'resource-server/v1.0/scim/Me/'),
      await through(clientId)('GET', TEAMS),
    ];
    for (const { status, headers } of refusals) {
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe('Bearer realm="api", error="invalid_token"');
    }
    expect(await teamsStored()).toEqual([]);
    const { events, problems, reasons } = await told();
    expect(problems).toEqual(refusals.map(() => problem));
    expect(reasons).toHaveLength(1);
    expect(events).toHaveLength(1);
    expect(events[0]?.exception.values[0]?.value).toContain(reasons[0]);
  });

  it('of Keycloak 26.7 without an audience mapper, which says that they are not active', async () => {
    const { through, told } = await open({ product: 'Keycloak 26.7' });
    const answer = await through('service-a')('GET', TEAMS);
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(await told()).toEqual({ events: [], problems: [], reasons: [] });
  });
});

describe('the client API', () => {
  const BEARER = { OIDC_CLIENT_API_BEARER: 'true', OIDC_RP_CLIENT_ID: US };
  const ME = 'api/v1.0/users/me/';

  it('takes tokens that were issued to ourselves', async () => {
    const { through } = await open({ product: 'Keycloak 26.7', audiences: [US], settings: BEARER });
    expect(await through(US)('GET', ME)).toMatchObject({ status: 200 });
    expect(await through('service-a')('GET', ME)).toMatchObject({ status: 401 });
  });

  it('does not take those of services for ours because they are for us', async () => {
    const settings = { ...BEARER, ...BY_AUD };
    const { through, told } = await open({ product: 'Keycloak 26.4', settings });
    for (const audiences of [['account'], [US], [US, 'account']]) {
      expect(await through('service-a', { audiences })('GET', ME)).toMatchObject({ status: 401 });
    }
    expect((await told()).problems).toEqual(['several_callers', 'caller_is_ourselves', 'several_callers']);
  });
});
