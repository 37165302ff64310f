import { createRemoteJWKSet, type JWTVerifyGetKey, customFetch as joseFetch } from 'jose';
import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  clockSkew,
  customFetch,
  discovery,
  type ServerMetadata,
} from 'openid-client';
import type { OpenidOptions } from './openid-options.ts';
import { translated, unexpected } from './provider-errors.ts';
import { makeProviderFetch } from './provider-fetch.ts';
import { withTokenType } from './with-token-type.ts';

export type ConnectedProvider = Readonly<{
  configuration: Configuration;
  /** Finds the key of a token among the provider's published keys; requests them again for an unknown `kid`. */
  keys: JWTVerifyGetKey;
  userinfoEndpoint: URL;
  hasSignOutPage: boolean;
}>;

const KEY_LIFETIME_MS = 600_000;
/** Pause between two requests for an unknown key, so that forged tokens do not make us flood the provider. */
const KEY_COOLDOWN_MS = 30_000;

/** The provider's endpoints, from the configuration or from its metadata at the first use. */
export class ProviderConnection {
  readonly #options: OpenidOptions;
  readonly #fetch: ReturnType<typeof makeProviderFetch>;
  #connected: Promise<ConnectedProvider> | undefined;

  constructor(options: OpenidOptions) {
    this.#options = options;
    this.#fetch = makeProviderFetch(options.timeoutMs, options.fetch);
  }

  /** The provider's metadata and keys, loaded once; a failure is not cached, so that the next call tries again. */
  get(): Promise<ConnectedProvider> {
    this.#connected ??= this.#connect().catch((error: unknown) => {
      this.#connected = undefined;
      throw error;
    });
    return this.#connected;
  }

  async #connect(): Promise<ConnectedProvider> {
    const { clientId, clientSecret, signingAlgorithm, allowInsecureHttp } = this.#options;
    const metadata = await this.#metadata();
    const configuration = new Configuration(
      metadata,
      clientId,
      { id_token_signed_response_alg: signingAlgorithm, [clockSkew]: this.#skewSeconds() },
      ClientSecretPost(clientSecret),
    );
    configuration[customFetch] = async (url, options) => {
      const response = await this.#fetch(url, options);
      return url === metadata.token_endpoint ? withTokenType(response) : response;
    };
    if (allowInsecureHttp) allowInsecureRequests(configuration);
    return {
      configuration,
      keys: createRemoteJWKSet(this.#endpoint('jwks_uri', metadata.jwks_uri), {
        [joseFetch]: this.#fetch,
        cacheMaxAge: KEY_LIFETIME_MS,
        cooldownDuration: KEY_COOLDOWN_MS,
      }),
      userinfoEndpoint: this.#endpoint('userinfo_endpoint', metadata.userinfo_endpoint),
      hasSignOutPage: metadata.end_session_endpoint !== undefined,
    };
  }

  /** How many seconds our clock is ahead of the library's. */
  #skewSeconds(): number {
    return Math.round((this.#options.clock.now().getTime() - Date.now()) / 1000);
  }

  async #metadata(): Promise<ServerMetadata> {
    const { issuer, clientId, endpoints, allowInsecureHttp } = this.#options;
    if (endpoints !== undefined) {
      return {
        issuer,
        authorization_endpoint: endpoints.authorization,
        token_endpoint: endpoints.token,
        userinfo_endpoint: endpoints.userinfo,
        jwks_uri: endpoints.jwks,
        ...(endpoints.endSession === undefined ? {} : { end_session_endpoint: endpoints.endSession }),
      };
    }
    const found = await translated(() =>
      discovery(new URL(issuer), clientId, undefined, undefined, {
        [customFetch]: this.#fetch,
        execute: allowInsecureHttp ? [allowInsecureRequests] : [],
      }),
    );
    const metadata = found.serverMetadata();
    if (metadata.issuer !== issuer) {
      throw unexpected(`the provider calls itself ${metadata.issuer}, not ${issuer} as configured`);
    }
    return metadata;
  }

  #endpoint(name: string, address: string | undefined): URL {
    if (address === undefined || !URL.canParse(address)) throw unexpected(`the provider has no ${name}`);
    const url = new URL(address);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.#options.allowInsecureHttp)) {
      throw unexpected(`${name} must be an https address`);
    }
    return url;
  }
}
