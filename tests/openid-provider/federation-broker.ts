import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { generatePrivateJwk } from '../../dev/openid-provider/generate-keys.ts';
import { createMemoryStorage } from '../../dev/openid-provider/memory-storage.ts';
import { loadOidcProvider } from '../../src/infrastructure/openid-provider/load-oidc-provider.ts';

/** The application that people want to use: it knows the broker only. */
export const APPLICATION = {
  clientId: 'application',
  redirectUri: 'https://application.example/callback',
  signedOutUri: 'https://application.example/signed-out',
} as const;

/** Paths of ProConnect (contract/identity-provider.md 1). */
export const CALLBACK_PATH = '/api/v2/oidc-callback';
export const LOGOUT_CALLBACK_PATH = '/api/v2/client/logout-callback';
const UPSTREAM_PATH = '/upstream/';
const SIGN_OUT_PATH = '/sign-out';

/** How a broker asks another provider. */
export type Upstream = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Every parameter of an authorization request but those that differ each time. */
  authorization: Readonly<Record<string, string>>;
  /** Members of the token request besides those of RFC 6749. */
  token: Readonly<Record<string, string>>;
  usesPkce: boolean;
  idTokenAlg: string;
}>;

/** What the broker was told of a person. */
export type Told = Readonly<{
  idToken: string;
  idTokenClaims: JWTPayload;
  userinfoType: string | null;
  userinfo: JWTPayload;
}>;

type Pending = Readonly<{ uid: string; nonce: string; verifier: string }>;
type Metadata = Readonly<Record<string, string>>;

const random = (): string => randomBytes(32).toString('base64url');

async function json(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Nobody is asked for consent at the broker. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider, requestParamOIDCScopes } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamOIDCScopes]);
  await grant.save();
  return grant;
}

/** A server that listens before anything is known of what it serves. */
export async function listen() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { server, origin };
}

/**
 * A broker: an OpenID provider of its own whose people sign in at another one. It sends what ProConnect's and Keycloak's
 * code sends, and believes nothing that it did not verify.
 */
export class FederationBroker {
  /** What was told of each person, by `sub`. */
  readonly told = new Map<string, Told>();
  /** The parameters with which the other provider sent people back last. */
  returned: URLSearchParams | undefined;
  readonly #pending = new Map<string, Pending>();

  private constructor(
    private readonly origin: string,
    private readonly upstream: Upstream,
  ) {}

  /** Serves a broker at the origin of that server. */
  static async open({ server, origin }: Awaited<ReturnType<typeof listen>>, upstream: Upstream) {
    const broker = new FederationBroker(origin, upstream);
    const { default: Provider } = await loadOidcProvider();
    const provider = new Provider(origin, {
      adapter: createMemoryStorage().adapter,
      clients: [
        {
          client_id: APPLICATION.clientId,
          token_endpoint_auth_method: 'none',
          redirect_uris: [APPLICATION.redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [await generatePrivateJwk('RS256', 'sig')] },
      scopes: ['openid'],
      claims: { openid: ['sub', 'email', 'given_name', 'usual_name', 'siret'] },
      conformIdTokenClaims: false,
      cookies: { keys: [random()] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: () => ({ ...broker.told.get(sub)?.userinfo, sub }),
      }),
      interactions: { url: (_ctx, { uid }) => `${UPSTREAM_PATH}${uid}` },
      loadExistingGrant: grantEverything,
    });
    const handle = provider.callback();

    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const url = new URL(request.url ?? '/', origin);
      const go = (to: string) => void response.writeHead(302, { location: to }).end();
      if (url.pathname === CALLBACK_PATH) return go(await broker.#receive(url));
      if (url.pathname === SIGN_OUT_PATH) return go(await broker.#signOutAddress(url));
      if (url.pathname === LOGOUT_CALLBACK_PATH) return go(APPLICATION.signedOutUri);
      if (!url.pathname.startsWith(UPSTREAM_PATH)) return handle(request, response);
      const { uid } = await provider.interactionDetails(request, response);
      const sub = url.searchParams.get('sub');
      const error = url.searchParams.get('error');
      if (sub === null && error === null) return go(await broker.#ask(uid));
      await provider.interactionFinished(
        request,
        response,
        sub === null
          ? { error: 'access_denied', error_description: error ?? '' }
          : { login: { accountId: sub } },
      );
    };
    server.on('request', (request, response) => {
      answer(request, response).catch((error: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
      });
    });
    return broker;
  }

  /** Where the application sends a person to sign in. */
  authorizationAddress(verifier: string): string {
    const url = new URL(`${this.origin}/auth`);
    url.search = String(
      new URLSearchParams({
        response_type: 'code',
        client_id: APPLICATION.clientId,
        redirect_uri: APPLICATION.redirectUri,
        scope: 'openid',
        state: random(),
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }),
    );
    return url.href;
  }

  /** The claims of the broker's own id token. */
  async exchange(code: string, verifier: string): Promise<JWTPayload> {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: APPLICATION.clientId,
      redirect_uri: APPLICATION.redirectUri,
      code,
      code_verifier: verifier,
    });
    const answer = await json(await fetch(`${this.origin}/token`, { method: 'POST', body }));
    const keys = createRemoteJWKSet(new URL(`${this.origin}/jwks`));
    return (await jwtVerify(String(answer['id_token']), keys, { issuer: this.origin })).payload;
  }

  /** Where the application sends a person to sign out. */
  signOutAddress(sub: string): string {
    return `${this.origin}${SIGN_OUT_PATH}?sub=${sub}`;
  }

  /** Read anew at each use, as after a change of the other provider. */
  async #metadata(): Promise<Metadata> {
    const address = `${this.upstream.issuer}/.well-known/openid-configuration`;
    // ProConnect asks for no compression.
    const read = await json(await fetch(address, { headers: { 'accept-encoding': 'identity' } }));
    if (read['issuer'] !== this.upstream.issuer) throw new Error(`another issuer: ${read['issuer']}`);
    return read as Metadata;
  }

  async #ask(uid: string): Promise<string> {
    const { authorization_endpoint: endpoint = '' } = await this.#metadata();
    const pending = { uid, nonce: random(), verifier: random() };
    const state = random();
    this.#pending.set(state, pending);
    const challenge = createHash('sha256').update(pending.verifier).digest('base64url');
    const { usesPkce, clientId, authorization } = this.upstream;
    const parameters = {
      client_id: clientId,
      redirect_uri: `${this.origin}${CALLBACK_PATH}`,
      response_type: 'code',
      state,
      nonce: pending.nonce,
      ...(usesPkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
      ...authorization,
    };
    return `${endpoint}?${new URLSearchParams(parameters)}`;
  }

  /** @returns the address at which the interaction of the broker goes on */
  async #receive(url: URL): Promise<string> {
    this.returned = url.searchParams;
    const state = url.searchParams.get('state') ?? '';
    const pending = this.#pending.get(state);
    if (!pending) throw new Error('not a state of ours');
    this.#pending.delete(state);
    const back = `${UPSTREAM_PATH}${pending.uid}`;
    const code = url.searchParams.get('code');
    if (code === null) return `${back}?error=${url.searchParams.get('error')}`;
    const told = await this.#redeem(code, pending);
    this.told.set(String(told.userinfo.sub), told);
    return `${back}?sub=${told.userinfo.sub}`;
  }

  async #redeem(code: string, { nonce, verifier }: Pending): Promise<Told> {
    const metadata = await this.#metadata();
    const { clientId, clientSecret, issuer, token, usesPkce, idTokenAlg } = this.upstream;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${this.origin}${CALLBACK_PATH}`,
      client_id: clientId,
      client_secret: clientSecret,
      ...(usesPkce ? { code_verifier: verifier } : {}),
      ...token,
    });
    const headers = { 'accept-encoding': 'identity' };
    const tokens = await json(
      await fetch(metadata['token_endpoint'] ?? '', { method: 'POST', body, headers }),
    );
    const keys = createRemoteJWKSet(new URL(metadata['jwks_uri'] ?? ''));
    const expected = { issuer, audience: clientId };
    const idToken = String(tokens['id_token']);
    const { payload: claims } = await jwtVerify(idToken, keys, { ...expected, algorithms: [idTokenAlg] });
    if (claims['nonce'] !== nonce) throw new Error('another nonce');
    const answer = await fetch(metadata['userinfo_endpoint'] ?? '', {
      headers: { ...headers, authorization: `Bearer ${tokens['access_token']}` },
    });
    const userinfoType = answer.headers.get('content-type');
    const userinfo = userinfoType?.startsWith('application/jwt')
      ? (await jwtVerify(await answer.text(), keys, expected)).payload
      : await json(answer);
    if (userinfo['sub'] !== claims.sub) throw new Error('userinfo of somebody else');
    return { idToken, idTokenClaims: claims, userinfoType, userinfo };
  }

  /** ProConnect sends neither `client_id` nor `state`, and expects the person back. */
  async #signOutAddress(url: URL): Promise<string> {
    const { end_session_endpoint: endpoint = '' } = await this.#metadata();
    const parameters = new URLSearchParams({
      id_token_hint: this.told.get(url.searchParams.get('sub') ?? '')?.idToken ?? '',
      post_logout_redirect_uri: `${this.origin}${LOGOUT_CALLBACK_PATH}`,
    });
    return `${endpoint}?${parameters}`;
  }
}
