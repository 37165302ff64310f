import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import { toIntrospectionError } from './introspection-errors.ts';
import type { makeIntrospectionFetch } from './introspection-fetch.ts';
import type { IntrospectionOptions } from './introspection-options.ts';

/** Knows the authorization server's endpoints: told by configuration, or asked when first needed. */
export class AuthorizationServerMetadata {
  readonly #options: IntrospectionOptions;
  readonly #fetch: ReturnType<typeof makeIntrospectionFetch>;
  #found: Promise<AuthorizationServer> | undefined;

  constructor(options: IntrospectionOptions, fetchLike: ReturnType<typeof makeIntrospectionFetch>) {
    this.#options = options;
    this.#fetch = fetchLike;
  }

  /** The metadata, found once; a failure is not remembered, so that the next call tries again. */
  get(): Promise<AuthorizationServer> {
    this.#found ??= this.#find().catch((error: unknown) => {
      this.#found = undefined;
      throw toIntrospectionError(error);
    });
    return this.#found;
  }

  async #find(): Promise<AuthorizationServer> {
    const { issuer, introspectionEndpoint, allowInsecureHttp } = this.#options;
    if (introspectionEndpoint !== undefined) return { issuer, introspection_endpoint: introspectionEndpoint };
    const url = new URL(issuer);
    const response = await discoveryRequest(url, {
      [customFetch]: this.#fetch,
      [allowInsecureRequests]: allowInsecureHttp,
    });
    return processDiscoveryResponse(url, response);
  }
}
