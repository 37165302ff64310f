import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import { PROCONNECT_SCOPE, SIRET } from '../support/openid-world.ts';
import type { Upstream } from './federation-broker.ts';

/** A broker: how it is registered here, and what it sends. */
export type FederationKind = Readonly<{
  name: string;
  client: Partial<RegisteredClient>;
  upstream: Omit<Upstream, 'issuer' | 'clientId' | 'clientSecret'>;
}>;

/** ProConnect, as it asks a provider (contract/identity-provider.md 1). */
export const proConnectKind = (name: string, asked: Readonly<Record<string, string>>): FederationKind => ({
  name,
  client: { idTokenSignedResponseAlg: 'ES256', userinfoSignedResponseAlg: 'ES256', requiresPkce: false },
  upstream: {
    authorization: {
      scope: PROCONNECT_SCOPE,
      login_hint: 'ada@varzy.example',
      sp_id: 'a-service',
      sp_name: 'Démarches & services',
      siret_hint: SIRET,
      remember_me: 'false',
      ...asked,
    },
    token: { sp_id: 'a-service', sp_name: 'Démarches & services' },
    usesPkce: false,
    idTokenAlg: 'ES256',
  },
});

/** Keycloak's broker, as the reference's realm configures it (contract/identity-provider.md 2). */
export const keycloakKind = (asked: Readonly<Record<string, string>> = {}): FederationKind => ({
  name: 'Keycloak',
  client: { userinfoSignedResponseAlg: null, requiresPkce: true },
  upstream: {
    authorization: {
      scope: 'openid given_name usual_name email siret',
      login_hint: 'ada@varzy.example',
      ...asked,
    },
    token: {},
    usesPkce: true,
    idTokenAlg: 'RS256',
  },
});
