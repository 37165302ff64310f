import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import type { Clock } from '../../../application/shared/system.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import {
  type ClientAuthenticationMethod,
  clientAuthenticationMethod,
} from '../../oauth/client-authentication.ts';
import { KeptAnswer } from '../../oauth/kept-answer.ts';
import { unexpectedAnswer } from '../../oauth/server-failures.ts';
import type { AuthorizationServerConnection } from './authorization-server-connection.ts';
import { toDiscoveryFailure } from './discovery-failure.ts';
import type { IntrospectionOptions } from './introspection-options.ts';

type Deps = {
  readonly options: IntrospectionOptions;
  readonly connection: AuthorizationServerConnection;
  readonly clock: Clock;
  readonly onStale: (failure: DomainError) => void;
};

/** How long the server's metadata count before they are read again. */
const LIFETIME_MS = 600_000;

const KEY_SET_TYPES = { accept: 'application/jwk-set+json, application/json' };

/** Where tokens are asked about, and how we prove there who we are. */
export type IntrospectionEndpoint = Readonly<{ url: string; authentication: ClientAuthenticationMethod }>;

/**
 * The authorization server's endpoints, from the configuration, or from its metadata (RFC 8414), which is read at the
 * first use and every ten minutes. While the server is down, the last metadata count.
 */
export class AuthorizationServerMetadata {
  readonly #options: IntrospectionOptions;
  readonly #connection: AuthorizationServerConnection;
  readonly #found: KeptAnswer<AuthorizationServer>;

  constructor({ options, connection, clock, onStale }: Deps) {
    this.#options = options;
    this.#connection = connection;
    const ask = async () => ({ value: await this.#discover(), lifetimeMs: LIFETIME_MS });
    this.#found = new KeptAnswer({ ask, clock, onStale });
  }

  /** A server may list its ways for the token endpoint only (RFC 8414 section 2 leaves those of introspection open). */
  async introspection(): Promise<IntrospectionEndpoint> {
    const { introspectionEndpoint: told, clientAuthentication } = this.#options;
    const found = told === undefined ? await this.#found.get() : undefined;
    const listed =
      found?.['introspection_endpoint_auth_methods_supported'] ??
      found?.['token_endpoint_auth_methods_supported'];
    return {
      url: told ?? addressIn(found, 'introspection_endpoint'),
      authentication: clientAuthenticationMethod(clientAuthentication, listed),
    };
  }

  /** The published key set; when it is not where it was, its address is read again. */
  async keySet(): Promise<Readonly<{ text: string; cacheControl: string }>> {
    const { jwksEndpoint: told } = this.#options;
    if (told !== undefined) return this.#keySetAt(told);
    const url = addressIn(await this.#found.get(), 'jwks_uri');
    try {
      return await this.#keySetAt(url);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const moved = await this.#found.renew().then(
        (found) => addressIn(found, 'jwks_uri'),
        () => url,
      );
      if (moved === url) throw error;
      return this.#keySetAt(moved);
    }
  }

  async #keySetAt(url: string) {
    const { status, text, cacheControl } = await this.#connection.exchange(url, {
      method: 'GET',
      headers: KEY_SET_TYPES,
    });
    if (status !== 200) throw unexpectedAnswer(`key set: status ${status}`);
    return { text, cacheControl };
  }

  async #discover(): Promise<AuthorizationServer> {
    const url = new URL(this.#options.issuer);
    try {
      const response = await discoveryRequest(url, {
        [customFetch]: async (address) => {
          const headers = { accept: 'application/json' };
          const answer = await this.#connection.exchange(address, { method: 'GET', headers });
          return new Response(answer.text, {
            status: answer.status,
            headers: { 'content-type': answer.mediaType },
          });
        },
        [allowInsecureRequests]: this.#options.allowInsecureHttp,
      });
      return await processDiscoveryResponse(url, response);
    } catch (error) {
      throw toDiscoveryFailure(error);
    }
  }
}

function addressIn(
  found: AuthorizationServer | undefined,
  name: 'introspection_endpoint' | 'jwks_uri',
): string {
  const address = found?.[name];
  if (typeof address !== 'string' || !URL.canParse(address)) throw unexpectedAnswer(`no ${name}`);
  return address;
}
