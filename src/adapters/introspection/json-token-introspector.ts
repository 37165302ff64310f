import {
  allowInsecureRequests,
  ClientSecretPost,
  customFetch,
  introspectionRequest,
  processIntrospectionResponse,
} from 'oauth4webapi';
import type { Clock } from '../../application/ports/system.ts';
import type { Introspection, TokenIntrospector } from '../../application/ports/token-introspector.ts';
import { AuthorizationServerMetadata } from './authorization-server-metadata.ts';
import { interpretIntrospection } from './interpret-introspection.ts';
import { toIntrospectionError } from './introspection-errors.ts';
import { makeIntrospectionFetch, unexpectedAnswer } from './introspection-fetch.ts';
import type { IntrospectionOptions } from './introspection-options.ts';

const mediaTypeOf = (response: Response): string | undefined =>
  response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();

/** Introspects tokens with plain JSON answers (RFC 7662). Needs the authorization server up only when asked. */
export class JsonTokenIntrospector implements TokenIntrospector {
  readonly #options: IntrospectionOptions;
  readonly #clock: Clock;
  readonly #fetch: ReturnType<typeof makeIntrospectionFetch>;
  readonly #metadata: AuthorizationServerMetadata;

  constructor({ options, clock }: { readonly options: IntrospectionOptions; readonly clock: Clock }) {
    this.#options = options;
    this.#clock = clock;
    this.#fetch = makeIntrospectionFetch(options.timeoutMs, options.fetch);
    this.#metadata = new AuthorizationServerMetadata(options, this.#fetch);
  }

  async introspect(token: string): Promise<Introspection> {
    if (token === '') return { active: false };
    const { issuer, audienceClaim } = this.#options;
    const members = await this.#ask(token);
    return interpretIntrospection(members, { issuer, audienceClaim, now: this.#clock.now() });
  }

  async #ask(token: string): Promise<unknown> {
    const { clientId, clientSecret, allowInsecureHttp } = this.#options;
    const server = await this.#metadata.get();
    const client = { client_id: clientId };
    try {
      const response = await introspectionRequest(server, client, ClientSecretPost(clientSecret), token, {
        [customFetch]: this.#fetch,
        [allowInsecureRequests]: allowInsecureHttp,
      });
      // The library would take JSON under any name, and a JWT without checking its signature.
      if (response.status === 200 && mediaTypeOf(response) !== 'application/json') {
        throw unexpectedAnswer('not JSON');
      }
      return await processIntrospectionResponse(server, client, response);
    } catch (error) {
      throw toIntrospectionError(error);
    }
  }
}
