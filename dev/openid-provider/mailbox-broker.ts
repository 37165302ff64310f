import { createRemoteJWKSet, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { DevelopmentAccount } from './development-accounts.ts';

/** The addresses of Keycloak's broker for this provider (contract/frontend.md), so that one registration serves both. */
const BROKER_PATH = '/realms/people/broker/oidc-people-local/endpoint';
export const BROKER_PATHS = {
  callback: BROKER_PATH,
  signedOut: `${BROKER_PATH}/logout_response`,
  backChannelLogout: '/realms/people/protocol/openid-connect/logout/backchannel-logout',
} as const;

export type MailboxProvider = Readonly<{
  /** The issuer of Régie's own OpenID provider. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}>;

/** A sign-in that ended at Régie; `uid` is the interaction that it belongs to. */
export type FinishedSignIn = Readonly<{ uid: string; account: DevelopmentAccount }>;

/** What the realm's mappers read. */
const claims = z.object({
  sub: z.string(),
  email: z.string(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  usual_name: z.string().optional(),
  siret: z.string().optional(),
});
const logoutToken = z.object({
  sub: z.string(),
  events: z.object({ 'http://schemas.openid.net/event/backchannel-logout': z.object({}) }),
});

/** What is asked for about the owner of a mailbox. */
export const MAILBOX_SCOPES = 'openid given_name usual_name email siret';
/** Sign-ins and sign-outs on their way at most; the oldest are forgotten. */
const MOST_PENDING = 1_000;

/** Values by a name that only one browser knows, each taken once. */
class Pending<T> {
  readonly #values = new Map<string, T>();

  keep(name: string, value: T): void {
    this.#values.set(name, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > MOST_PENDING && oldest !== undefined) this.#values.delete(oldest);
  }

  take(name: string | null): T | undefined {
    const value = this.#values.get(name ?? '');
    this.#values.delete(name ?? '');
    return value;
  }
}

/** Signs people in at Régie with their mailboxes, as Keycloak does for its realms: authorization code, PKCE, secret by POST. */
export class MailboxBroker {
  readonly #begun = new Pending<Readonly<{ uid: string; nonce: string; verifier: string }>>();
  readonly #finished = new Pending<FinishedSignIn>();
  readonly #leaving = new Pending<string>();
  readonly #accounts = new Map<string, DevelopmentAccount & { readonly idToken: string }>();
  #configuration: Promise<Configuration> | undefined;

  /** @param ownUrl the address of this provider, without final slash */
  constructor(
    private readonly provider: MailboxProvider,
    private readonly ownUrl: string,
  ) {}

  find(sub: string): DevelopmentAccount | undefined {
    return this.#accounts.get(sub);
  }

  /** Where a browser goes to sign in for an interaction. */
  async start(uid: string, { loginHint, uiLocales }: { loginHint: string; uiLocales: string }): Promise<URL> {
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const url = buildAuthorizationUrl(await this.#connect(), {
      redirect_uri: `${this.ownUrl}${BROKER_PATHS.callback}`,
      scope: MAILBOX_SCOPES,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(loginHint === '' ? {} : { login_hint: loginHint }),
      ...(uiLocales === '' ? {} : { ui_locales: uiLocales }),
    });
    this.#begun.keep(state, { uid, nonce, verifier });
    return url;
  }

  /**
   * Exchanges the code of a callback. The sign-in waits under the ticket for the browser that has the interaction.
   *
   * @throws Error when the answer is none to a sign-in of ours, or Régie refused it
   */
  async finish(callback: URL): Promise<{ readonly uid: string; readonly ticket: string }> {
    const state = callback.searchParams.get('state') ?? '';
    const begun = this.#begun.take(state);
    if (begun === undefined) throw new Error('an answer to no sign-in with a mailbox');
    const configuration = await this.#connect();
    const tokens = await authorizationCodeGrant(configuration, callback, {
      expectedState: state,
      expectedNonce: begun.nonce,
      pkceCodeVerifier: begun.verifier,
      idTokenExpected: true,
    });
    const { sub } = tokens.claims() ?? {};
    if (sub === undefined || tokens.id_token === undefined) throw new Error('no id token');
    const told = claims.parse(await fetchUserInfo(configuration, tokens.access_token, sub));
    const account: DevelopmentAccount = {
      sub,
      username: told.email,
      password: '',
      email: told.email,
      firstName: told.given_name ?? '',
      lastName: told.usual_name ?? told.family_name ?? '',
      siret: told.siret ?? '',
    };
    this.#accounts.set(sub, { ...account, idToken: tokens.id_token });
    const ticket = randomState();
    this.#finished.keep(ticket, { uid: begun.uid, account });
    return { uid: begun.uid, ticket };
  }

  takeFinished(ticket: string): FinishedSignIn | undefined {
    return this.#finished.take(ticket);
  }

  /** Where a browser goes to sign out of Régie too, before it goes on to `next`; undefined for accounts of ours. */
  async signOut(sub: string, next: string): Promise<URL | undefined> {
    const account = this.#accounts.get(sub);
    if (account === undefined) return undefined;
    const state = randomState();
    this.#leaving.keep(state, next);
    return buildEndSessionUrl(await this.#connect(), {
      id_token_hint: account.idToken,
      post_logout_redirect_uri: `${this.ownUrl}${BROKER_PATHS.signedOut}`,
      state,
    });
  }

  /** Where a browser that signed out of Régie goes on to. */
  signedOut(state: string | null): string | undefined {
    return this.#leaving.take(state);
  }

  /**
   * Whose sessions Régie says have ended (OpenID Connect Back-Channel Logout 1.0, section 2.6).
   *
   * @throws Error when the token is not a logout token of Régie for us
   */
  async readLogoutToken(token: string): Promise<string> {
    const { issuer, jwks_uri: keys = '' } = (await this.#connect()).serverMetadata();
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
      issuer,
      audience: this.provider.clientId,
      typ: 'logout+jwt',
    });
    return logoutToken.parse(payload).sub;
  }

  /** Régie need not be reachable before somebody signs in. */
  async #connect(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.provider;
    this.#configuration ??= discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), {
      execute: [allowInsecureRequests],
    });
    return this.#configuration.catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
  }
}
