import { createRemoteJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CLIENT_IDS, DEVELOPMENT_CLIENT_SECRET } from '../../dev/openid-provider/development-clients.ts';
import { ConnectedTokenIntrospector } from '../../src/adapters/introspection/connected-token-introspector.ts';
import { introspectionOptions } from '../openid/introspection-options.ts';
import { surrounding } from './surroundings.ts';

const metadata = z.looseObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  jwks_uri: z.string(),
  introspection_endpoint: z.string(),
  backchannel_logout_supported: z.boolean(),
});

describe('Keycloak of the network', () => {
  const address = surrounding('OIDC_OP_URL');
  const read = async () =>
    metadata.parse(await (await fetch(`${address}/.well-known/openid-configuration`)).json());

  it('has one issuer for everybody, and for us endpoints by the name that we call', async () => {
    const told = await read();
    expect(new URL(told.issuer).pathname).toBe(new URL(address).pathname);
    expect(told.backchannel_logout_supported).toBe(true);
    const { token_endpoint, userinfo_endpoint, jwks_uri, introspection_endpoint } = told;
    for (const endpoint of [token_endpoint, userinfo_endpoint, jwks_uri, introspection_endpoint])
      expect(new URL(endpoint).host).toBe(new URL(address).host);
  });

  it('publishes the key of its id tokens', async () => {
    const { jwks_uri } = await read();
    const keys = createRemoteJWKSet(new URL(jwks_uri));
    await expect(keys({ alg: 'RS256' })).resolves.toMatchObject({ type: 'public' });
  });

  it('answers our questions about access tokens, and knows none that somebody made up', async () => {
    const { issuer, introspection_endpoint } = await read();
    const introspector = new ConnectedTokenIntrospector({
      options: introspectionOptions(issuer, {
        introspectionEndpoint: introspection_endpoint,
        clientId: CLIENT_IDS.application,
        clientSecret: DEVELOPMENT_CLIENT_SECRET,
        format: 'json',
      }),
      clock: { now: () => new Date() },
    });
    expect(await introspector.introspect('made-up')).toMatchObject({ active: false });
    await introspector.close();
  });
});
