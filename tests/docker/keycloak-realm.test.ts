import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DEVELOPMENT_ACCOUNTS } from '../../dev/openid-provider/development-accounts.ts';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { BROKER_PATHS, MAILBOX_SCOPES } from '../../dev/openid-provider/mailbox-broker.ts';
import { MAILBOX_CLIENT } from '../../dev/openid-provider/mailbox-client.ts';
import { readSetup } from '../../dev/start/read-setup.ts';
import { readEnvironment } from '../../src/infrastructure/config/read-environment.ts';

/** Where Keycloak itself reaches the application, which docker-compose.yml tells it. */
const BACKCHANNEL = '$' + '{REGIE_BACKCHANNEL_URL}';

const mapper = z.object({ protocolMapper: z.string(), config: z.record(z.string(), z.string()) });
const clientScope = z.object({
  name: z.string(),
  attributes: z.record(z.string(), z.string()),
  protocolMappers: z.array(mapper),
});
const client = z.object({
  clientId: z.string(),
  secret: z.string(),
  publicClient: z.boolean(),
  standardFlowEnabled: z.boolean(),
  directAccessGrantsEnabled: z.boolean(),
  redirectUris: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
  protocolMappers: z.array(mapper),
  defaultClientScopes: z.array(z.string()),
  optionalClientScopes: z.array(z.string()),
});
const flow = z.object({
  alias: z.string(),
  topLevel: z.boolean(),
  authenticationExecutions: z.array(
    z.object({
      authenticator: z.string().optional(),
      authenticatorConfig: z.string().optional(),
      flowAlias: z.string().optional(),
      requirement: z.enum(['REQUIRED', 'ALTERNATIVE', 'CONDITIONAL']),
    }),
  ),
});
const realm = z
  .object({
    realm: z.string(),
    enabled: z.literal(true),
    internationalizationEnabled: z.literal(false),
    attributes: z.record(z.string(), z.string()),
    browserFlow: z.string(),
    authenticationFlows: z.array(flow),
    authenticatorConfig: z.array(z.object({ alias: z.string(), config: z.record(z.string(), z.string()) })),
    clientScopes: z.array(clientScope),
    defaultDefaultClientScopes: z.array(z.string()),
    clients: z.array(client),
    identityProviders: z.array(
      z.object({ alias: z.string(), enabled: z.boolean(), config: z.record(z.string(), z.string()) }),
    ),
    identityProviderMappers: z.array(
      z.object({ identityProviderAlias: z.string(), config: z.record(z.string(), z.string()) }),
    ),
    components: z.record(
      z.string(),
      z.array(z.object({ config: z.record(z.string(), z.array(z.string())) })),
    ),
    users: z.array(
      z.object({
        username: z.string(),
        email: z.string(),
        emailVerified: z.literal(true),
        enabled: z.literal(true),
        firstName: z.string(),
        lastName: z.string(),
        attributes: z.object({ siret: z.tuple([z.string()]) }),
        credentials: z.tuple([
          z.object({ type: z.literal('password'), value: z.string(), temporary: z.literal(false) }),
        ]),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('docker/keycloak/realm.json', 'utf8')));

const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        image: z.string().optional(),
        environment: z.record(z.string(), z.string()).default({}),
        volumes: z.array(z.string()).default([]),
      }),
    ),
  })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const { keycloak, app } = compose.services;
const ISSUER = `${keycloak?.environment['KC_HOSTNAME']}/realms/${realm.realm}`;

/** As `npm start` runs with the issuer of the realm, and as compose's own application does. */
const SETTINGS = [
  ['npm start', readEnvironment({ REGIE_ENV: 'dev', OIDC_OP_URL: ISSUER })],
  ['docker compose --profile app', readEnvironment(app?.environment ?? {})],
] as const;

const clientOf = (id: string) => {
  const found = realm.clients.find(({ clientId }) => clientId === id);
  if (found === undefined) throw new Error(`the realm has no client ${id}`);
  return found;
};
const mappersOf = (id: string) => {
  const { protocolMappers, defaultClientScopes } = clientOf(id);
  const scopes = realm.clientScopes.filter(({ name }) => defaultClientScopes.includes(name));
  return [...protocolMappers, ...scopes.flatMap((scope) => scope.protocolMappers)];
};

describe('docker/keycloak/realm.json', () => {
  it('is imported as the realm of the issuer that the application expects', () => {
    expect(keycloak?.image).toBe('keycloak/keycloak:26.7');
    expect(keycloak?.volumes).toEqual([
      './docker/keycloak/realm.json:/opt/keycloak/data/import/realm.json:ro',
    ]);
    expect(app?.environment['OIDC_OP_URL']).toBe(ISSUER);
  });

  it('has the accounts of the development provider, under the same names', () => {
    const accounts = realm.users.map(
      ({ username, credentials: [{ value }], email, firstName, lastName, attributes }) => ({
        username,
        password: value,
        email,
        firstName,
        lastName,
        siret: attributes.siret[0],
      }),
    );
    expect(accounts).toEqual(DEVELOPMENT_ACCOUNTS.map(({ sub: _, ...account }) => account));
  });

  describe.each(SETTINGS)('for the settings of %s', (_, settings) => {
    it('has the application as a confidential client that must use PKCE', () => {
      expect(clientOf(settings.OIDC_RP_CLIENT_ID)).toMatchObject({
        secret: settings.OIDC_RP_CLIENT_SECRET,
        publicClient: false,
        directAccessGrantsEnabled: false,
        redirectUris: expect.arrayContaining([`${settings.REGIE_PUBLIC_URL}/api/v1.0/callback/`]),
        attributes: {
          'pkce.code.challenge.method': 'S256',
          'post.logout.redirect.uris': expect.stringContaining(
            `${settings.REGIE_PUBLIC_URL}/api/v1.0/logout-callback/`,
          ),
          'backchannel.logout.url': `${BACKCHANNEL}/api/v1.0/backchannel-logout/`,
          'backchannel.logout.session.required': 'true',
        },
      });
    });

    it('knows every scope that is asked for: one that it does not know ends each sign-in', () => {
      const { defaultClientScopes, optionalClientScopes } = clientOf(settings.OIDC_RP_CLIENT_ID);
      const asked = settings.OIDC_RP_SCOPES.split(' ').filter((scope) => scope !== 'openid');
      expect([...defaultClientScopes, ...optionalClientScopes]).toEqual(expect.arrayContaining(asked));
    });

    it('gives each claim that is read at every sign-in, whatever scopes are asked for', () => {
      const claims = mappersOf(settings.OIDC_RP_CLIENT_ID)
        .filter(({ config }) => config['userinfo.token.claim'] === 'true')
        .map(({ config }) => config['claim.name']);
      const { OIDC_USERINFO_FULLNAME_FIELDS: names, OIDC_ORGANIZATION_REGISTRATION_ID_FIELD: siret } =
        settings;
      expect(claims).toEqual(expect.arrayContaining([...names, siret, 'email', 'email_verified']));
    });

    it('lets another service ask for what our resource server wants, in tokens that we may ask about', () => {
      const { secret, optionalClientScopes } = clientOf(CLIENT_IDS.serviceProvider);
      expect(secret).toBe(DEVELOPMENT_CLIENT_SECRET);
      expect(optionalClientScopes).toEqual(expect.arrayContaining([...settings.OIDC_RS_SCOPES]));
      const asksAs = settings.OIDC_RS_CLIENT_ID ?? '';
      expect(clientOf(asksAs).secret).toBe(settings.OIDC_RS_CLIENT_SECRET ?? settings.OIDC_RP_CLIENT_SECRET);
      for (const name of settings.OIDC_RS_SCOPES) {
        const scope = realm.clientScopes.find((one) => one.name === name);
        expect(scope?.attributes['include.in.token.scope']).toBe('true');
        // Keycloak tells a client of those tokens alone whose audience it is.
        const audiences = scope?.protocolMappers.map(({ protocolMapper, config }) => [
          protocolMapper,
          config['included.client.audience'],
          config['access.token.claim'],
        ]);
        expect(audiences).toEqual([['oidc-audience-mapper', asksAs, 'true']]);
      }
    });
  });

  it('gives no client a scope that the realm lacks', () => {
    // One that brings scopes of its own gets none of those that Keycloak gives to others.
    const known = new Set(realm.clientScopes.map(({ name }) => name));
    expect([...known]).toEqual(expect.arrayContaining(realm.defaultDefaultClientScopes));
    for (const { defaultClientScopes, optionalClientScopes } of realm.clients) {
      expect([...defaultClientScopes, ...optionalClientScopes].filter((scope) => !known.has(scope))).toEqual(
        [],
      );
      // Without the first an access token has no `sub`, without the second nobody is told of an address.
      expect(defaultClientScopes).toEqual(expect.arrayContaining(['basic', 'email']));
    }
  });

  it('has names and SIRET as attributes that Keycloak keeps', () => {
    const [profile] = realm.components['org.keycloak.userprofile.UserProfileProvider'] ?? [];
    const { attributes } = z
      .object({ attributes: z.array(z.object({ name: z.string() })) })
      .parse(JSON.parse(profile?.config['kc.user.profile.config']?.[0] ?? ''));
    expect(attributes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['firstName', 'lastName', 'siret']),
    );
  });

  it('signs people in at two levels, the second with a one-time code', () => {
    const { authenticationFlows: flows, authenticatorConfig: configs } = realm;
    /** What a flow consists of, its parts in its place. */
    const stepsOf = (alias: string | undefined): readonly string[] => {
      const found = flows.find((one) => one.alias === alias);
      if (!found) throw new Error(`the realm has no flow ${alias}`);
      return found.authenticationExecutions.flatMap(({ authenticator, authenticatorConfig, flowAlias }) => {
        if (authenticator === undefined) return stepsOf(flowAlias);
        if (authenticatorConfig === undefined) return [authenticator];
        const config = configs.find(({ alias: name }) => name === authenticatorConfig)?.config;
        return [`${authenticator} ${config?.['loa-condition-level']}`];
      });
    };
    expect(flows.filter(({ topLevel }) => topLevel).map(({ alias }) => alias)).toEqual([realm.browserFlow]);
    expect(stepsOf(realm.browserFlow)).toEqual([
      'auth-cookie',
      'identity-provider-redirector',
      'conditional-level-of-authentication 1',
      'auth-username-password-form',
      'conditional-level-of-authentication 2',
      'auth-otp-form',
    ]);
    const levels = z.record(z.string(), z.number()).parse(JSON.parse(realm.attributes['acr.loa.map'] ?? ''));
    expect(levels).toEqual({ eidas1: 1, eidas2: 2 });
    // It is told by a scope that the application has in any case.
    const mappers = mappersOf(CLIENT_IDS.application).map(({ protocolMapper }) => protocolMapper);
    expect(mappers).toContain('oidc-acr-mapper');
  });

  it('offers the sign-in with a mailbox, at the client that npm start registers', () => {
    const [provider] = realm.identityProviders;
    const { publicUrl } = readSetup({});
    expect(provider).toMatchObject({
      alias: 'oidc-people-local',
      enabled: true,
      config: {
        clientId: MAILBOX_CLIENT.clientId,
        clientSecret: MAILBOX_CLIENT.clientSecret,
        clientAuthMethod: 'client_secret_post',
        issuer: `${publicUrl}/o`,
        authorizationUrl: `${publicUrl}/o/authorize/`,
        logoutUrl: `${publicUrl}/o/logout/`,
        tokenUrl: `${BACKCHANNEL}/o/token/`,
        userInfoUrl: `${BACKCHANNEL}/o/userinfo/`,
        jwksUrl: `${BACKCHANNEL}/o/.well-known/jwks.json`,
        useJwksUrl: 'true',
        validateSignature: 'true',
        pkceEnabled: 'true',
        pkceMethod: 'S256',
        loginHint: 'true',
        backchannelSupported: 'false',
        sendIdTokenOnLogout: 'true',
        defaultScope: MAILBOX_SCOPES,
      },
    });
    const { pathname: broker } = new URL(`${ISSUER}/broker/${provider?.alias}/endpoint`);
    const { pathname: backChannel } = new URL(`${ISSUER}/protocol/openid-connect/logout/backchannel-logout`);
    expect(BROKER_PATHS).toEqual({
      callback: broker,
      signedOut: `${broker}/logout_response`,
      backChannelLogout: backChannel,
    });
  });

  it('takes names and SIRET of a mailbox over, so that its people have what the others have', () => {
    const mapped = realm.identityProviderMappers
      .filter(({ identityProviderAlias }) => identityProviderAlias === 'oidc-people-local')
      .map(({ config }) => [config['claim'], config['user.attribute']]);
    expect(mapped).toEqual(
      expect.arrayContaining([
        ['given_name', 'firstName'],
        ['usual_name', 'lastName'],
        ['siret', 'siret'],
      ]),
    );
  });
});
