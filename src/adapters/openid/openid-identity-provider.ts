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
import { toldLevel } from '../../domain/people/sign-in-level.ts';
import { isStorable } from '../../domain/shared/storable-text.ts';
import { levelParameters } from './level-parameters.ts';
import { type OpenidOptions, SIGNING_ALGORITHMS } from './openid-options.ts';
import { ProviderConnection } from './provider-connection.ts';
import { refused, translated, unexpected, unknownKeyIsAnOutage } from './provider-errors.ts';
import { UNVERIFIED_ID_TOKEN } from './used-members.ts';
import { UserinfoReader } from './userinfo-reader.ts';
import { verifyIdToken } from './verify-id-token.ts';
import { verifyLogoutToken } from './verify-logout-token.ts';
import { withDenialOf } from './with-denial-of.ts';

/** What of a callback is read (RFC 6749 section 4.1.2, RFC 9207); whatever else is there is ignored, as it wants. */
const CALLBACK_PARAMETERS = ['code', 'state', 'iss', 'error', 'error_description'] as const;

/**
 * The callback under the address that the provider was given, whatever address a proxy made of it.
 *
 * @throws DomainError `identity_provider.refused` when it is not the single answer to our request (RFC 6749 sections
 *   3.1, 4.1.2 and 10.12)
 */
function readCallback(callbackUrl: string, redirectUri: string, state: string): URL {
  const given = new URL(callbackUrl, redirectUri).searchParams;
  const callback = new URL(redirectUri);
  for (const name of CALLBACK_PARAMETERS) {
    const [value, another] = given.getAll(name);
    if (another !== undefined) throw refused(`the parameter ${name} is repeated`);
    if (value !== undefined) callback.searchParams.set(name, value);
  }
  const { searchParams } = callback;
  if (searchParams.get('state') !== state) throw refused('unexpected "state"');
  if (!searchParams.get('error') && !searchParams.get('code')) throw refused('neither code nor error');
  return callback;
}

/** Signs people in at an OpenID provider, with PKCE (RFC 7636). The provider need not be reachable at construction. */
export class OpenidIdentityProvider implements IdentityProvider {
  readonly #options: OpenidOptions;
  readonly #connection: ProviderConnection;
  readonly #userinfo: UserinfoReader;

  /** @throws RangeError when tokens would have to be verified otherwise than with the provider's public keys */
  constructor(options: OpenidOptions) {
    for (const algorithm of [options.signingAlgorithm, ...options.userinfoSigningAlgorithms]) {
      if (!SIGNING_ALGORITHMS.includes(algorithm)) {
        throw new RangeError(`Unsupported signing algorithm ${algorithm}`);
      }
    }
    this.#options = options;
    this.#connection = new ProviderConnection(options);
    this.#userinfo = new UserinfoReader(options, this.#connection.keys);
  }

  async startAuthorization({
    silent,
    loginHint,
    levels,
  }: AuthorizationOptions): Promise<AuthorizationRequest> {
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
    const others =
      levels === undefined
        ? extraAuthorizationParams
        : levelParameters(levels, {
            readsClaims: levels.length > 0 ? (await this.#connection.announced())?.readsClaims : undefined,
            extra: extraAuthorizationParams,
          });
    for (const [name, value] of Object.entries(others)) {
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
    const callback = readCallback(callbackUrl, redirectUri, expected.state);
    return translated(async () => {
      const tokens = await authorizationCodeGrant(provider.configuration, callback, {
        expectedState: expected.state,
        pkceCodeVerifier: expected.codeVerifier,
      });
      const idToken = tokens[UNVERIFIED_ID_TOKEN];
      if (typeof idToken !== 'string' || idToken === '') throw unexpected('no id token');
      const idClaims = await unknownKeyIsAnOutage(() =>
        verifyIdToken(idToken, {
          keys: this.#connection.keys,
          issuer,
          clientId,
          signingAlgorithm,
          nonce: useNonce ? expected.nonce : undefined,
          now: clock.now(),
        }),
      );
      const claims = await unknownKeyIsAnOutage(() =>
        this.#userinfo.read(provider, tokens.access_token, idClaims.sub),
      );
      const { sid } = idClaims;
      const acr = toldLevel(idClaims['acr']);
      return {
        claims: withDenialOf(idClaims, claims),
        idToken,
        sid: typeof sid === 'string' && isStorable(sid) ? sid : undefined,
        ...(acr === undefined ? {} : { acr }),
      };
    }, clock);
  }

  async announcedLevels(): Promise<readonly string[] | undefined> {
    return (await this.#connection.announced())?.levels;
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
    const { issuer, clientId, signingAlgorithm, clock } = this.#options;
    const { keys } = this.#connection;
    return translated(
      () => verifyLogoutToken(token, { keys, issuer, clientId, signingAlgorithm, now: clock.now() }),
      clock,
    );
  }
}
