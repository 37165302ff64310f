import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  type ServerMetadata,
} from 'openid-client';
import { DomainError } from '../../domain/shared/errors.ts';
import {
  type ClientAuthenticationMethod,
  clientAuthenticationMethod,
} from '../oauth/client-authentication.ts';
import { type Answer, KeptAnswer } from '../oauth/kept-answer.ts';
import { PublishedKeys } from '../oauth/published-keys.ts';
import type { OpenidOptions } from './openid-options.ts';
import { translated, unexpected } from './provider-errors.ts';
import { makeProviderFetch } from './provider-fetch.ts';
import { withUsedMembers } from './used-members.ts';

export type ConnectedProvider = Readonly<{
  configuration: Configuration;
  userinfoEndpoint: URL;
  jwksUri: URL;
  hasSignOutPage: boolean;
}>;

/** What a provider announces of the levels of sign-ins. */
type Announcement = Readonly<{
  /** Whether it says that it reads the parameter `claims` (OpenID Connect Core 1.0, section 5.5). */
  readsClaims: boolean;
  /** The levels that it reaches; undefined where it lists none. */
  levels: readonly string[] | undefined;
}>;

/** How long the provider's metadata count before they are read again. */
const METADATA_LIFETIME_MS = 600_000;

/** A list of texts in metadata; what is none counts as absent, and keeps nobody from signing in. */
const announcedTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.length > 0
    ? value.filter((one): one is string => typeof one === 'string')
    : undefined;

const OK = 200;
const AUTHENTICATIONS = { client_secret_post: ClientSecretPost, client_secret_basic: ClientSecretBasic };

/**
 * The provider's endpoints and keys, from the configuration, or from its metadata (OpenID Connect Discovery 1.0), which
 * is read at the first use and every ten minutes. While the provider is down, the last metadata count.
 */
export class ProviderConnection {
  readonly #options: OpenidOptions;
  readonly #fetch: ReturnType<typeof makeProviderFetch>;
  readonly #connected: KeptAnswer<ConnectedProvider>;
  readonly #announced: KeptAnswer<Announcement>;
  /** Those that the provider publishes. */
  readonly keys: PublishedKeys;
  #authentication: ClientAuthenticationMethod | undefined;

  constructor(options: OpenidOptions) {
    const { clock, logger } = options;
    this.#options = options;
    this.#fetch = makeProviderFetch(options.timeoutMs, options.fetch);
    const onStale = (failure: DomainError) =>
      logger.warn('the identity provider cannot be asked; what it said of itself before counts', {}, failure);
    this.#connected = new KeptAnswer({ ask: () => this.#connect(), clock, onStale });
    this.#announced = new KeptAnswer({ ask: () => this.#announcement(), clock, onStale });
    this.keys = new PublishedKeys({ fetch: () => this.#keySet(), clock, onStale });
  }

  /** The provider; a first failure is not remembered, so that the next call tries again. */
  get(): Promise<ConnectedProvider> {
    return this.#connected.get();
  }

  /** What the provider announces of levels, also where its endpoints are configured; undefined when it cannot be asked. */
  async announced(): Promise<Announcement | undefined> {
    try {
      return await this.#announced.get();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#options.logger.info('the metadata of the identity provider cannot be read', { code: error.code });
      return undefined;
    }
  }

  async #announcement(): Promise<Answer<Announcement>> {
    const metadata = await this.#discovered();
    return {
      value: {
        readsClaims: metadata['claims_parameter_supported'] === true,
        levels: announcedTexts(metadata['acr_values_supported']),
      },
      lifetimeMs: METADATA_LIFETIME_MS,
    };
  }

  async #connect(): Promise<Answer<ConnectedProvider>> {
    const { clientId, clientSecret, allowInsecureHttp, endpoints } = this.#options;
    const metadata = await this.#metadata();
    const authentication = AUTHENTICATIONS[this.#authenticationFor(metadata)](clientSecret);
    const configuration = new Configuration(metadata, clientId, {}, authentication);
    configuration[customFetch] = async (url, options) => {
      const response = await this.#fetch(url, options);
      return url === metadata.token_endpoint ? withUsedMembers(response) : response;
    };
    if (allowInsecureHttp) allowInsecureRequests(configuration);
    return {
      value: {
        configuration,
        userinfoEndpoint: this.#endpoint('userinfo_endpoint', metadata.userinfo_endpoint),
        jwksUri: this.#endpoint('jwks_uri', metadata.jwks_uri),
        hasSignOutPage: URL.canParse(metadata.end_session_endpoint ?? ''),
      },
      lifetimeMs: endpoints === undefined ? METADATA_LIFETIME_MS : Number.POSITIVE_INFINITY,
    };
  }

  #authenticationFor(metadata: ServerMetadata): ClientAuthenticationMethod {
    const { clientAuthentication, logger } = this.#options;
    const method = clientAuthenticationMethod(
      clientAuthentication,
      metadata['token_endpoint_auth_methods_supported'],
    );
    if (method !== this.#authentication) {
      this.#authentication = method;
      logger.info('how the identity provider is told who we are', {
        method,
        configured: clientAuthentication,
      });
    }
    return method;
  }

  /** The published key set; when it is not where it was, its address is read again. */
  async #keySet(): Promise<Readonly<{ text: string; cacheControl: string }>> {
    const { jwksUri } = await this.#connected.get();
    try {
      return await this.#keySetAt(jwksUri);
    } catch (error) {
      if (!(error instanceof DomainError) || this.#options.endpoints !== undefined) throw error;
      const moved = await this.#connected.renew().then(
        (provider) => provider.jwksUri,
        () => jwksUri,
      );
      if (moved.href === jwksUri.href) throw error;
      return this.#keySetAt(moved);
    }
  }

  async #keySetAt(url: URL) {
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const response = await this.#fetch(url.href, { method: 'GET', headers });
    if (response.status !== OK) throw unexpected(`key set: status ${response.status}`);
    return { text: await response.text(), cacheControl: response.headers.get('cache-control') ?? '' };
  }

  async #metadata(): Promise<ServerMetadata> {
    const { issuer, endpoints } = this.#options;
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
    const metadata = await this.#discovered();
    if (metadata.issuer !== issuer) {
      throw unexpected(`the provider calls itself ${metadata.issuer}, not ${issuer} as configured`);
    }
    return metadata;
  }

  async #discovered(): Promise<ServerMetadata> {
    const { issuer, clientId, allowInsecureHttp } = this.#options;
    const found = await translated(() =>
      discovery(new URL(issuer), clientId, undefined, undefined, {
        [customFetch]: this.#fetch,
        execute: allowInsecureHttp ? [allowInsecureRequests] : [],
      }),
    );
    return found.serverMetadata();
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
