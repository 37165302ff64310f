import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string().optional() }).optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
});
const compose = z
  .object({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.object({ name: z.string() })),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const { services } = compose;
const SYSTEMS = ['dimail', 'keycloak', 'mail', 'postgres'];

describe('docker-compose.yml', () => {
  it('has the systems by default, the application and the tests on demand', () => {
    const profiles = Object.entries(services).map(([name, { profiles }]) => [name, profiles]);
    expect(Object.fromEntries(profiles)).toEqual({
      ...Object.fromEntries(SYSTEMS.map((name) => [name, undefined])),
      app: ['app'],
      tests: ['tests'],
    });
  });

  it('has the ports of development, on this machine only', () => {
    expect(Object.fromEntries(Object.entries(services).map(([name, { ports }]) => [name, ports]))).toEqual({
      postgres: ['127.0.0.1:5432:5432'],
      keycloak: ['127.0.0.1:8083:8083'],
      dimail: ['127.0.0.1:8001:8000'],
      mail: ['127.0.0.1:1025:1025', '127.0.0.1:1080:1080'],
      'dimail-accounts': [],
      app: ['127.0.0.1:8071:8071'],
      tests: [],
    });
  });

  it('puts everything in one named network', () => {
    expect(compose.networks).toEqual({ regie: { name: 'regie' } });
    for (const { networks } of Object.values(services)) expect(networks).toEqual(['regie']);
  });

  it('pins every image', () => {
    for (const name of SYSTEMS) {
      expect(services[name]?.image).toMatch(/^(\$\{DIMAIL_IMAGE:-)?[a-z/-]+:v?\d+(\.\d+)*(-alpine)?\}?$/);
    }
    expect(services['dimail']?.environment).toEqual({
      DIMAIL_MODE: 'FAKE',
      DIMAIL_JWT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly',
    });
  });

  it('knows when each system is ready, and waits for it', () => {
    for (const name of [...SYSTEMS, 'app']) expect(services[name]?.healthcheck?.test[0]).toBe('CMD');
    for (const name of ['app', 'tests']) {
      expect(services[name]?.depends_on).toEqual({
        ...Object.fromEntries(SYSTEMS.map((system) => [system, { condition: 'service_healthy' }])),
        'dimail-accounts': { condition: 'service_completed_successfully' },
      });
    }
  });

  it.each(['app', 'tests'])('sends %s to the other services by their names', (name) => {
    const environment = services[name]?.environment ?? {};
    const database = new URL(environment['DATABASE_URL'] ?? '');
    const postgres = services['postgres']?.environment;
    expect([database.host, database.username, database.password, database.pathname]).toEqual([
      'postgres:5432',
      postgres?.['POSTGRES_USER'],
      postgres?.['POSTGRES_PASSWORD'],
      `/${postgres?.['POSTGRES_DB']}`,
    ]);
    expect(environment['MAIL_PROVISIONING_API_URL']).toBe('http://dimail:8000');
    expect(`${environment['DJANGO_EMAIL_HOST']}:${environment['DJANGO_EMAIL_PORT']}`).toBe('mail:1025');
  });

  it('builds the application and the tests from the same Dockerfile', () => {
    const stages = Array.from(
      readFileSync('Dockerfile', 'utf8').matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm),
      ([, image, name]) => [image, name],
    );
    expect(stages).toEqual([
      ['node:24-slim', 'build'],
      ['node:24-slim', undefined],
    ]);
    expect(services['app']?.build).toEqual({ context: '.' });
    expect(services['tests']?.build).toEqual({ context: '.', target: 'build' });
  });
});

const mapper = z.object({ protocolMapper: z.string(), config: z.record(z.string(), z.string()) });
const realm = z
  .object({
    realm: z.string(),
    enabled: z.literal(true),
    clients: z.array(
      z.object({
        clientId: z.string(),
        secret: z.string(),
        publicClient: z.boolean(),
        redirectUris: z.array(z.string()),
        attributes: z.record(z.string(), z.string()),
        protocolMappers: z.array(mapper),
      }),
    ),
    identityProviders: z.array(z.object({ alias: z.string(), config: z.record(z.string(), z.string()) })),
    components: z.record(
      z.string(),
      z.array(z.object({ config: z.record(z.string(), z.array(z.string())) })),
    ),
    users: z.array(
      z.object({
        username: z.string(),
        email: z.string(),
        enabled: z.literal(true),
        firstName: z.string().min(1),
        lastName: z.string().min(1),
        attributes: z.object({ siret: z.tuple([z.string()]) }),
        credentials: z.tuple([
          z.object({ type: z.literal('password'), value: z.string(), temporary: z.literal(false) }),
        ]),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('docker/keycloak/realm.json', 'utf8')));

/** User name, password, e-mail and SIRET: contract/frontend.md, "Development sign-in page". */
const ROLES = ['member', 'administrator', 'owner'];
const DINUM = '13002526500013';
const byRole = [
  ...ROLES.map((role) => `team-${role}`),
  ...ROLES.map((role) => `mail-${role}`),
  ...ROLES.flatMap((team) => ROLES.map((mail) => `team-${team}-mail-${mail}`)),
];
const ACCOUNTS = [
  ['people', 'people', 'people@people.world', DINUM],
  ...['chromium', 'firefox', 'webkit'].map((name) => [
    `user-e2e-${name}`,
    `password-e2e-${name}`,
    `user-e2e-${name}@example.org`,
    DINUM,
  ]),
  ...byRole.map((name) => [`e2e.${name}`, `password-e2e.${name}`, `e2e.${name}@example.com`, DINUM]),
  ['e2e.marie', 'password-e2e.marie', 'marie.varzy@gmail.com', '21510339100011'],
];

describe('docker/keycloak/realm.json', () => {
  const [client] = realm.clients;

  it('is imported as the realm of the issuer that the application expects', () => {
    expect(services['keycloak']?.volumes).toEqual([
      './docker/keycloak/realm.json:/opt/keycloak/data/import/realm.json:ro',
    ]);
    expect(services['app']?.environment['OIDC_OP_URL']).toBe(
      `${services['keycloak']?.environment['KC_HOSTNAME']}/realms/${realm.realm}`,
    );
  });

  it('has the accounts of development', () => {
    const accounts = realm.users.map(({ username, credentials: [{ value }], email, attributes }) => [
      username,
      value,
      email,
      attributes.siret[0],
    ]);
    expect(accounts).toEqual(ACCOUNTS);
  });

  it('has the application as a confidential client that must use PKCE', () => {
    const { OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET } = services['app']?.environment ?? {};
    expect(realm.clients).toHaveLength(1);
    expect(client).toMatchObject({
      clientId: OIDC_RP_CLIENT_ID,
      secret: OIDC_RP_CLIENT_SECRET,
      publicClient: false,
      redirectUris: expect.arrayContaining(['http://localhost:8071/api/v1.0/callback/']),
      attributes: {
        'pkce.code.challenge.method': 'S256',
        'post.logout.redirect.uris': expect.stringContaining(
          'http://localhost:8071/api/v1.0/logout-callback/',
        ),
        'backchannel.logout.url': expect.stringMatching(/:8071\/api\/v1\.0\/backchannel-logout\/$/),
        'backchannel.logout.session.required': 'true',
      },
    });
    expect([OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET]).toEqual([
      'people',
      'ThisIsAnExampleKeyForDevPurposeOnly',
    ]);
  });

  it('gives names and SIRET as claims, of attributes that Keycloak keeps', () => {
    const claims = client?.protocolMappers.map(({ config }) => [
      config['claim.name'],
      config['user.attribute'],
      config['userinfo.token.claim'],
    ]);
    expect(claims).toEqual([
      ['first_name', 'firstName', 'true'],
      ['last_name', 'lastName', 'true'],
      ['siret', 'siret', 'true'],
    ]);
    const [profile] = realm.components['org.keycloak.userprofile.UserProfileProvider'] ?? [];
    const { attributes } = z
      .object({ attributes: z.array(z.object({ name: z.string() })) })
      .parse(JSON.parse(profile?.config['kc.user.profile.config']?.[0] ?? ''));
    expect(attributes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['firstName', 'lastName', 'siret']),
    );
  });

  it('offers to sign in with a mailbox', () => {
    expect(realm.identityProviders).toMatchObject([
      { alias: 'oidc-people-local', config: { clientId: 'people-idp', clientSecret: 'local-tests-only' } },
    ]);
  });
});
