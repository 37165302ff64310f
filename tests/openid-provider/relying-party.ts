import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';

export type Registration = Readonly<{
  clientId: string;
  secret: string;
  method: 'client_secret_basic' | 'client_secret_post';
  redirectUri: string;
}>;

/** An authorization request, and what its answer is checked against. */
export type AuthorizationRequest = Readonly<{
  url: URL;
  state: string;
  nonce: string | undefined;
  verifier: string | undefined;
}>;

export type Asked = Readonly<{
  /** Parameters of the request; undefined leaves one out that is usually there. */
  parameters?: Readonly<Record<string, string | undefined>>;
  /** Whether a code challenge is sent. */
  pkce?: boolean;
}>;

/** A service that people sign in to, as a library of its own sees us: it reads our metadata and checks all that we say. */
export class RelyingParty {
  readonly #registration: Registration;
  readonly configuration: Configuration;

  private constructor(registration: Registration, configuration: Configuration) {
    this.#registration = registration;
    this.configuration = configuration;
  }

  static async connect(
    issuer: string,
    registration: Registration,
    algorithm = 'RS256',
  ): Promise<RelyingParty> {
    const authenticate = registration.method === 'client_secret_basic' ? ClientSecretBasic : ClientSecretPost;
    const configuration = await discovery(
      new URL(issuer),
      registration.clientId,
      { id_token_signed_response_alg: algorithm },
      authenticate(registration.secret),
      { execute: [allowInsecureRequests] },
    );
    return new RelyingParty(registration, configuration);
  }

  async request({ parameters = {}, pkce = false }: Asked = {}): Promise<AuthorizationRequest> {
    const verifier = pkce ? randomPKCECodeVerifier() : undefined;
    const usual: Readonly<Record<string, string | undefined>> = {
      redirect_uri: this.#registration.redirectUri,
      scope: 'openid',
      state: randomState(),
      nonce: randomNonce(),
      ...(verifier === undefined
        ? {}
        : { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
      ...parameters,
    };
    const sent = Object.entries(usual).filter((one): one is [string, string] => one[1] !== undefined);
    const url = buildAuthorizationUrl(this.configuration, new URLSearchParams(sent));
    // The library adds it to what lacks it.
    if ('response_type' in parameters && parameters['response_type'] === undefined)
      url.searchParams.delete('response_type');
    return { url, state: usual['state'] ?? '', nonce: usual['nonce'], verifier };
  }

  /** Exchanges the code in the address that somebody was sent back to. Throws what the library finds wrong. */
  exchange(
    { state, nonce, verifier }: AuthorizationRequest,
    callback: URL,
  ): Promise<TokenEndpointResponse & TokenEndpointResponseHelpers> {
    return authorizationCodeGrant(this.configuration, callback, {
      expectedState: state,
      ...(nonce === undefined ? {} : { expectedNonce: nonce }),
      ...(verifier === undefined ? {} : { pkceCodeVerifier: verifier }),
      idTokenExpected: true,
    });
  }
}
