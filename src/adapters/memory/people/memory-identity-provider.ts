import type {
  AuthorizationOptions,
  AuthorizationRequest,
  IdentityClaims,
  IdentityProvider,
  LogoutTarget,
  SignInResult,
} from '../../../application/people/sign-in/identity-provider.ts';
import { toldLevel } from '../../../domain/people/sign-in-level.ts';
import { DomainError } from '../../../domain/shared/errors.ts';

type Failure = 'identity_provider.unavailable' | 'identity_provider.unexpected' | 'identity_provider.refused';
type Code = Readonly<{ codeVerifier: string; nonce: string; claims: IdentityClaims; acr: unknown }>;
type Session = Readonly<{ sid: string; sub: string }>;

const ISSUER = 'http://identity-provider.test';

const failure = (code: Failure, params: Readonly<Record<string, string>> = {}): DomainError =>
  new DomainError(code, `The identity provider fails: ${code}`, { params });

/**
 * An OpenID provider in memory; `signIn`, `deny` and `signOut` play the person in front of the browser. State, nonce and
 * code verifier count up: predictable, and different each time.
 */
export class MemoryIdentityProvider implements IdentityProvider {
  readonly #addresses: { readonly redirectUri: string; readonly postLogoutRedirectUri: string };
  readonly #requests = new Map<string, AuthorizationRequest>();
  readonly #codes = new Map<string, Code>();
  readonly #sessions = new Map<string, Session>();
  readonly #logoutTokens = new Map<string, LogoutTarget>();
  #failure: Failure | undefined;
  #announced: readonly string[] | undefined;
  #count = 0;

  constructor(addresses: { readonly redirectUri: string; readonly postLogoutRedirectUri: string }) {
    this.#addresses = addresses;
  }

  /**
   * The person `claims.sub` signs in at the page `authorizationUrl`; returns the callback address of the browser. `acr`: the
   * claim of that name in the id token.
   */
  signIn(authorizationUrl: string, claims: IdentityClaims, acr?: unknown): string {
    const { state, nonce, codeVerifier } = this.#requestOf(authorizationUrl);
    const code = this.#next('code');
    this.#codes.set(code, { codeVerifier, nonce, claims: structuredClone(claims), acr });
    return this.#callback({ code, state });
  }

  /** The provider sends the browser back with an OAuth error code, such as `login_required`. */
  deny(authorizationUrl: string, error: string): string {
    return this.#callback({ error, state: this.#requestOf(authorizationUrl).state });
  }

  /** The person opens a sign-out address; returns the browser's return address, and the provider's logout token. */
  signOut(signOutUrl: string): { readonly url: string; readonly logoutToken: string } {
    const { searchParams } = new URL(signOutUrl);
    const session = this.#sessions.get(searchParams.get('id_token_hint') ?? '');
    if (session === undefined) throw failure('identity_provider.refused');
    const url = new URL(searchParams.get('post_logout_redirect_uri') ?? '');
    url.searchParams.set('state', searchParams.get('state') ?? '');
    return { url: url.href, logoutToken: this.issueLogoutToken(session) };
  }

  /** A valid logout token for one session, or for all sessions of a person. */
  issueLogoutToken({ sub, sid }: { readonly sub?: string; readonly sid?: string }): string {
    const token = this.#next('logout-token');
    this.#logoutTokens.set(token, { jti: this.#next('jti'), sub, sid });
    return token;
  }

  /** Has the provider announce these levels; undefined: none. */
  announceLevels(levels: readonly string[] | undefined): void {
    this.#announced = levels;
  }

  /** Makes every call to the provider fail with `code`; undefined ends that. */
  failWith(code: Failure | undefined): void {
    this.#failure = code;
  }

  async startAuthorization({
    silent,
    loginHint,
    levels,
  }: AuthorizationOptions): Promise<AuthorizationRequest> {
    this.#failOnDemand();
    const state = this.#next('state');
    const url = new URL('/authorize', ISSUER);
    url.search = new URLSearchParams({
      state,
      redirect_uri: this.#addresses.redirectUri,
      ...(silent ? { prompt: 'none' } : {}),
      ...(loginHint === undefined ? {} : { login_hint: loginHint }),
      ...(levels === undefined ? {} : { acr_values: levels.join(' ') }),
    }).toString();
    const nonce = this.#next('nonce');
    const request = { url: url.href, state, nonce, codeVerifier: this.#next('code-verifier') };
    this.#requests.set(state, request);
    return request;
  }

  async completeAuthorization(
    callbackUrl: string,
    expected: Pick<AuthorizationRequest, 'state' | 'nonce' | 'codeVerifier'>,
  ): Promise<SignInResult> {
    const { searchParams } = new URL(callbackUrl, this.#addresses.redirectUri);
    if (searchParams.get('state') !== expected.state) throw failure('identity_provider.refused');
    const error = searchParams.get('error');
    if (error !== null) throw failure('identity_provider.refused', { error });
    this.#failOnDemand();
    const value = searchParams.get('code') ?? '';
    const code = this.#codes.get(value);
    this.#codes.delete(value);
    if (code?.codeVerifier !== expected.codeVerifier || code.nonce !== expected.nonce) {
      throw failure('identity_provider.refused');
    }
    const session = { sid: this.#next('sid'), sub: code.claims.sub };
    const idToken = this.#next('id-token');
    this.#sessions.set(idToken, session);
    const acr = toldLevel(code.acr);
    return { claims: code.claims, idToken, sid: session.sid, ...(acr === undefined ? {} : { acr }) };
  }

  async announcedLevels(): Promise<readonly string[] | undefined> {
    this.#failOnDemand();
    return this.#announced;
  }

  async signOutUrl({ idToken, state }: { readonly idToken: string; readonly state: string }) {
    this.#failOnDemand();
    const url = new URL('/session/end', ISSUER);
    url.search = new URLSearchParams({
      id_token_hint: idToken,
      state,
      post_logout_redirect_uri: this.#addresses.postLogoutRedirectUri,
    }).toString();
    return url.href;
  }

  async verifyLogoutToken(token: string): Promise<LogoutTarget> {
    this.#failOnDemand();
    const target = this.#logoutTokens.get(token);
    if (target === undefined) throw failure('identity_provider.refused');
    return target;
  }

  #requestOf(authorizationUrl: string): AuthorizationRequest {
    const { origin, searchParams } = new URL(authorizationUrl);
    const request = this.#requests.get(searchParams.get('state') ?? '');
    if (origin !== ISSUER || request === undefined) throw new Error('Not an authorization address of ours');
    return request;
  }

  #callback(parameters: Record<string, string>): string {
    const url = new URL(this.#addresses.redirectUri);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  #next(what: string): string {
    this.#count += 1;
    return `${what}-${this.#count}`;
  }

  #failOnDemand(): void {
    if (this.#failure !== undefined) throw failure(this.#failure);
  }
}
