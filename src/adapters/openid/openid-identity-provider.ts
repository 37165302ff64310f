import { jwtVerify } from 'jose';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type {
  AuthorizationOptions,
  AuthorizationRequest,
  IdentityProvider,
  LogoutTarget,
  SignInResult,
} from '../../application/people/sign-in/identity-provider.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import { isStorable } from '../../domain/shared/storable-text.ts';
import { type OpenidOptions, SIGNING_ALGORITHMS } from './openid-options.ts';
import { ProviderConnection } from './provider-connection.ts';
import { refused, translated, unexpected } from './provider-errors.ts';
import { readUserinfo } from './read-userinfo.ts';
import { verifyLogoutToken } from './verify-logout-token.ts';
import { withDenialOf } from './with-denial-of.ts';

/** Refuses a callback that is not the single answer to our request (RFC 6749 sections 3.1, 4.1.2 and 10.12). */
function checkCallback(parameters: URLSearchParams, state: string): void {
  const repeated = [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1);
  if (repeated.length > 0) throw refused('a parameter is repeated');
  if (parameters.get('state') !== state) throw refused('unexpected "state"');
  if (!parameters.has('error') && !parameters.get('code')) throw refused('neither code nor error');
}

/** Signs people in at an OpenID provider, with PKCE (RFC 7636). The provider need not be reachable at construction. */
export class OpenidIdentityProvider implements IdentityProvider {
  readonly #options: OpenidOptions;
  readonly #connection: ProviderConnection;

  /** @throws RangeError when id tokens could not be verified with the provider's public keys */
  constructor(options: OpenidOptions) {
    if (!SIGNING_ALGORITHMS.includes(options.signingAlgorithm)) {
      throw new RangeError(`Unsupported signing algorithm ${options.signingAlgorithm}`);
    }
    this.#options = options;
    this.#connection = new ProviderConnection(options);
  }

  async startAuthorization({ silent, loginHint }: AuthorizationOptions): Promise<AuthorizationRequest> {
    const { configuration } = await this.#connection.get();
    const { scopes, clientId, redirectUri, extraAuthorizationParams, useNonce } = this.#options;
    const request = {
      state: randomState(),
      nonce: useNonce ? randomNonce() : '',
      codeVerifier: randomPKCECodeVerifier(),
    };
    const parameters = new URLSearchParams({
      response_type: 'code',
      scope: scopes,
      client_id: clientId,
      redirect_uri: redirectUri,
      state: request.state,
    });
    for (const [name, value] of Object.entries(extraAuthorizationParams)) {
      if (!parameters.has(name)) parameters.set(name, value);
    }
    if (silent) parameters.set('prompt', 'none');
    if (loginHint !== undefined) parameters.set('login_hint', loginHint);
    if (useNonce) parameters.set('nonce', request.nonce);
    parameters.set('code_challenge', await calculatePKCECodeChallenge(request.codeVerifier));
    parameters.set('code_challenge_method', 'S256');
    return translated(async () => ({
      ...request,
      url: buildAuthorizationUrl(configuration, parameters).href,
    }));
  }

  async completeAuthorization(
    callbackUrl: string,
    expected: Pick<AuthorizationRequest, 'state' | 'nonce' | 'codeVerifier'>,
  ): Promise<SignInResult> {
    const provider = await this.#connection.get();
    const { issuer, clientId, signingAlgorithm, redirectUri, useNonce, clock } = this.#options;
    // The provider compares the redirect URI that we registered, whatever address a proxy made of it.
    const callback = new URL(redirectUri);
    callback.search = new URL(callbackUrl, redirectUri).search;
    checkCallback(callback.searchParams, expected.state);
    return translated(async () => {
      const tokens = await authorizationCodeGrant(provider.configuration, callback, {
        expectedState: expected.state,
        pkceCodeVerifier: expected.codeVerifier,
        idTokenExpected: true,
        ...(useNonce ? { expectedNonce: expected.nonce } : {}),
      });
      const idToken = tokens.id_token;
      if (idToken === undefined) throw unexpected('no id token');
      // The library checks the claims but not the signature.
      const { payload } = await jwtVerify<{ sub: string; sid?: unknown }>(idToken, provider.keys, {
        algorithms: [signingAlgorithm],
        issuer,
        audience: clientId,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: clock.now(),
        requiredClaims: ['sub'],
      });
      const claims = await readUserinfo(provider, tokens.access_token, {
        issuer,
        clientId,
        signingAlgorithm,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        now: clock.now(),
        sub: payload.sub,
      });
      return {
        claims: withDenialOf(payload, claims),
        idToken,
        sid: typeof payload.sid === 'string' && isStorable(payload.sid) ? payload.sid : undefined,
      };
    });
  }

  async signOutUrl({ idToken, state }: { readonly idToken: string; readonly state: string }) {
    const { configuration, hasSignOutPage } = await this.#connection.get();
    if (!hasSignOutPage) return undefined;
    return translated(
      async () =>
        buildEndSessionUrl(configuration, {
          id_token_hint: idToken,
          state,
          post_logout_redirect_uri: this.#options.postLogoutRedirectUri,
        }).href,
    );
  }

  async verifyLogoutToken(token: string): Promise<LogoutTarget> {
    const { keys } = await this.#connection.get();
    const { issuer, clientId, clock } = this.#options;
    const clockTolerance = CLOCK_TOLERANCE_SECONDS;
    return translated(() =>
      verifyLogoutToken(token, { keys, issuer, clientId, clockTolerance, now: clock.now() }),
    );
  }
}
