import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import type { AuthorizationServerConnection } from './authorization-server-connection.ts';
import { toDiscoveryFailure, unexpectedAnswer } from './introspection-failures.ts';
import type { IntrospectionOptions } from './introspection-options.ts';

type Endpoint = 'introspection_endpoint' | 'jwks_uri';

/** The authorization server's endpoints, from the configuration or from its metadata at the first use. */
export class AuthorizationServerMetadata {
  readonly #options: IntrospectionOptions;
  readonly #connection: AuthorizationServerConnection;
  readonly #configured: Readonly<Record<Endpoint, string | undefined>>;
  #found: Promise<AuthorizationServer> | undefined;

  constructor(options: IntrospectionOptions, connection: AuthorizationServerConnection) {
    this.#options = options;
    this.#connection = connection;
    this.#configured = {
      introspection_endpoint: options.introspectionEndpoint,
      jwks_uri: options.jwksEndpoint,
    };
  }

  /** The address of an endpoint; a failure is not cached, so that the next call tries again. */
  async endpoint(name: Endpoint): Promise<string> {
    const configured = this.#configured[name];
    if (configured !== undefined) return configured;
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw toDiscoveryFailure(error);
    });
    const found = (await this.#found)[name];
    if (typeof found !== 'string' || !URL.canParse(found)) throw unexpectedAnswer(`no ${name}`);
    return found;
  }

  async #discover(): Promise<AuthorizationServer> {
    const url = new URL(this.#options.issuer);
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
    return processDiscoveryResponse(url, response);
  }
}
