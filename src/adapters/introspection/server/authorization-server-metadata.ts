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

/** Knows the authorization server's endpoints: told by configuration, or asked when first needed. */
export class AuthorizationServerMetadata {
  readonly #options: IntrospectionOptions;
  readonly #connection: AuthorizationServerConnection;
  readonly #told: Readonly<Record<Endpoint, string | undefined>>;
  #found: Promise<AuthorizationServer> | undefined;

  constructor(options: IntrospectionOptions, connection: AuthorizationServerConnection) {
    this.#options = options;
    this.#connection = connection;
    this.#told = { introspection_endpoint: options.introspectionEndpoint, jwks_uri: options.jwksEndpoint };
  }

  /** The address of an endpoint, found once; a failure is not remembered, so that the next call tries again. */
  async endpoint(name: Endpoint): Promise<string> {
    const told = this.#told[name];
    if (told !== undefined) return told;
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
