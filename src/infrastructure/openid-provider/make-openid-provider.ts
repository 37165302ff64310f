import type { Request, RequestHandler, Response } from 'express';
import type { ErrorOut, Interaction, KoaContextWithOIDC } from 'oidc-provider';
import type { MailboxAccountQueries } from '../../application/identity/account/mailbox-account-queries.ts';
import type { CheckClientSecret } from '../../application/identity/client/check-client-secret.ts';
import type { OpenidClientQueries } from '../../application/identity/client/openid-client-queries.ts';
import type { RegisteredClient } from '../../application/identity/client/openid-client-repository.ts';
import type { EndMailboxSession } from '../../application/identity/provider/mailbox-sessions.ts';
import type { NoteMailboxSignIn } from '../../application/identity/provider/note-sign-in.ts';
import type { OpenidRecords } from '../../application/identity/provider/openid-records.ts';
import type { OpenidSessionQueries } from '../../application/identity/provider/openid-sessions.ts';
import type { OpenidTokenQueries } from '../../application/identity/provider/openid-token-queries.ts';
import type { SignInSteps } from '../../application/identity/provider/sign-in-steps.ts';
import type { Logger } from '../../application/shared/logger.ts';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import type { Clock } from '../../application/shared/system.ts';
import { impliedScopes } from '../../domain/identity/openid-claims.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import { clientMetadata } from './client-metadata.ts';
import { describeDiscovery } from './discovery.ts';
import { type Interactions, makeInteractions, nameOfInteraction } from './interactions.ts';
import { loadOidcProvider } from './load-oidc-provider.ts';
import { OneTimeSessions, type OneTimeSignIn } from './one-time-sessions.ts';
import type { OpenidPages, OpenidProblem } from './openid-pages.ts';
import type { OpenidProviderSettings } from './openid-provider-settings.ts';
import { makeInteractionPolicy } from './policy/interaction-policy.ts';
import { isStepUp, makeLoginRedirect } from './policy/login-redirect.ts';
import { accountOf, makeFindAccount } from './policy/openid-account.ts';
import { levelToTell } from './policy/session-level.ts';
import { cookieNames, providerConfiguration } from './provider-configuration.ts';
import { makeProviderSessions, type ProviderSessions } from './provider-sessions.ts';
import { answerAsRecorded, type Failure } from './recorded-answers.ts';
import { makeRecordsAdapter } from './records/records-adapter.ts';
import { RequestSource } from './records/request-source.ts';
import { requestSurroundings, surroundingsOf } from './records/request-surroundings.ts';
import { TokenCalls } from './records/token-calls.ts';
import { redirectAsRecorded } from './redirect-as-recorded.ts';
import { makeSignOut } from './sign-out.ts';

type Deps = {
  settings: OpenidProviderSettings;
  openidRecords: OpenidRecords;
  openidSessionQueries: OpenidSessionQueries;
  openidTokenQueries: OpenidTokenQueries;
  openidClientQueries: Pick<OpenidClientQueries, 'find'>;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  checkClientSecret: CheckClientSecret;
  endMailboxSession: EndMailboxSession;
  noteMailboxSignIn: NoteMailboxSignIn;
  signInSteps: Pick<SignInSteps, 'begin'>;
  clock: Clock;
  logger: Logger;
};

/** Our OpenID provider. Its handlers expect to be mounted at `basePath`. */
export type OpenidProvider = Readonly<{
  /** The path of the issuer. */
  basePath: string;
  impliedScopes: readonly string[];
  interactions: Interactions;
  sessions: ProviderSessions;
  /** Lets an authorization request be answered as one of somebody who has just signed in by `POST login/`. */
  beginOneTimeSession: (request: Request, signIn: OneTimeSignIn) => Promise<void>;
  /** Prepares a request for everything here: whatever its `Host` says, it is one to the issuer. */
  prepare: RequestHandler;
  /** The endpoints of the library. */
  answer: (request: Request, response: Response) => Promise<void>;
  signOut: (pages: OpenidPages) => RequestHandler;
  /** The pages that the provider's own failures are shown on, set once. */
  show: (pages: OpenidPages) => void;
}>;

/** The problem that a person is told of. */
function problemOf({ error, name }: Failure & { readonly name: string }): OpenidProblem {
  if (name === 'SessionNotFound') return 'over';
  if (error === 'invalid_client') return 'unknown_client';
  if (error === 'invalid_redirect_uri') return 'unregistered_address';
  return error === undefined ? 'trouble' : 'bad_request';
}

/** Whether the same request may succeed a little later. */
const isPassing = (error: Error): boolean =>
  error instanceof StorageUnavailable || (error instanceof DomainError && error.code === 'request.throttled');

/** @param error of the library, or anything that our own adapters throw */
function shownProblem(error: Error): Readonly<{ problem: OpenidProblem; status: number }> {
  if (isPassing(error)) return { problem: 'unavailable', status: 503 };
  const problem = problemOf(error);
  return { problem, status: problem === 'trouble' ? 500 : 400 };
}

/** Whether a text may be the id of a client at all. */
const CLIENT_ID = /^[\x21-\x7e]{1,100}$/;

/** Below the issuer: what browsers pass through on the way from a client and back. */
const OPENED_BY_CLIENTS = /^\/(?:authorize|interaction)(?:\/|$)/;

/** Makes the provider from the library, which is loaded only where it is used. */
export async function makeOpenidProvider(deps: Deps): Promise<OpenidProvider> {
  const { settings, openidClientQueries, checkClientSecret, endMailboxSession, clock, logger } = deps;
  const { Provider, ...library } = await loadOidcProvider();
  const issuer = new URL(settings.issuer);
  const basePath = issuer.pathname;
  const isSecure = issuer.protocol === 'https:';
  let pages: OpenidPages | undefined;

  /** The client of each request, as it was last read: its secret is compared right after. */
  const clients = new WeakMap<object, RegisteredClient>();
  const failures = new WeakMap<object, Failure>();
  /** Requests that are being answered, as our own code knows them. */
  const served = new WeakMap<object, Request>();

  const loginRedirect = makeLoginRedirect({ issuer, loginUrl: settings.loginUrl, basePath });
  const calls = new TokenCalls({ ...deps, current: () => Provider.ctx });
  const findAccount = makeFindAccount((id) => calls.findAccount(id));

  const adapter = makeRecordsAdapter({
    openidRecords: deps.openidRecords,
    calls,
    source: new RequestSource(() => Provider.ctx),
    sessionEnded: () => new library.errors.LoginRequired('the session has ended meanwhile'),
    clock,
    findClient: async (clientId) => {
      const client = CLIENT_ID.test(clientId) ? await calls.findClient(clientId) : undefined;
      if (!client?.isEnabled) return undefined;
      const { ctx } = Provider;
      if (ctx) clients.set(ctx, client);
      return clientMetadata(client);
    },
    noteSignIn: async (at) => {
      const account = accountOf(Provider.ctx?.oidc.account);
      const origin = requestSurroundings.getStore()?.origin;
      if (!account || !origin) throw new Error('A code was made for nobody, or in no request');
      await deps.noteMailboxSignIn(account, at, origin);
    },
  });

  /** Who signed in by `POST login/` and needs a second step has made the first. */
  const keepFirstStep = async (ctx: KoaContextWithOIDC, interaction: Interaction): Promise<void> => {
    const { accountId, loginTs } = ctx.oidc.session ?? {};
    if (accountId === undefined || loginTs === undefined) return;
    if (!oneTimeSessions.isOf(ctx.req) || !isStepUp(interaction.prompt)) return;
    await deps.signInSteps.begin(nameOfInteraction(interaction.uid), {
      mailboxId: accountId as MailboxId,
      at: new Date(loginTs * 1000),
    });
  };

  const renderError = (ctx: KoaContextWithOIDC, _out: ErrorOut, error: Error): void => {
    if (!pages) throw new Error('The OpenID provider has no pages yet');
    // The page is sent by the kit, which knows nothing of the library's context.
    ctx.respond = false;
    const request = served.get(ctx.req);
    if (request) pages.error(request, ctx.res, shownProblem(error));
  };

  const provider = new Provider(
    settings.issuer,
    providerConfiguration({
      settings,
      adapter,
      policy: makeInteractionPolicy(library, { offered: settings.offeredFactors, clock }),
      findAccount,
      mayIntrospect: async (ctx, accountId) => {
        const account = accountId === undefined ? undefined : await findAccount(ctx, accountId);
        if (account) ctx.oidc.entity('Account', account);
        return account !== undefined;
      },
      mayRevoke: (clientId, ownerId) => {
        if (clientId === ownerId) return true;
        // RFC 7009, section 2.1: the client is told so.
        throw new library.errors.InvalidRequest('the token is one of another client');
      },
      interactionUrl: async (ctx, interaction) => {
        await keepFirstStep(ctx, interaction);
        return loginRedirect.destination(ctx, interaction);
      },
      renderError,
    }),
  );
  // The scheme of the issuer is told by a header: what the request's own connection was says nothing behind a proxy.
  provider.proxy = true;

  // Codes, and so tokens, take it from here: what may be said to this client now.
  Object.defineProperty(provider.OIDCContext.prototype, 'acr', {
    get(this: KoaContextWithOIDC['oidc']) {
      return levelToTell({ oidc: this })?.acr;
    },
  });

  provider.Client.prototype.compareClientSecret = async function compare(secret: string) {
    const { ctx } = Provider;
    const client = ctx && clients.get(ctx);
    if (!ctx || client?.clientId !== this.clientId) return false;
    const isPosted = ctx.oidc.params?.['client_secret'] !== undefined;
    const used = isPosted ? 'client_secret_post' : 'client_secret_basic';
    const { tokenEndpointAuthMethod: method } = client;
    if (method !== 'client_secret_basic_or_post' && method !== used) return false;
    return checkClientSecret(client, secret);
  };

  const remember = (ctx: KoaContextWithOIDC, failure: Failure): void => {
    failures.set(ctx, failure);
    const { error, error_detail: detail } = failure;
    logger.info('openid request refused', {
      client: ctx.oidc.client?.clientId,
      path: ctx.path,
      error,
      detail,
    });
  };
  provider.on('authorization.error', remember);
  provider.on('grant.error', remember);
  provider.on('introspection.error', remember);
  provider.on('revocation.error', remember);
  provider.on('userinfo.error', remember);
  provider.on('server_error', (ctx, error) => {
    failures.set(ctx, error);
    // The storage reports its own outages; who asks too often is no failure of ours.
    if (!isPassing(error)) logger.error('openid request failed', {}, error);
  });

  // What our own code throws around the library; Koa would print it.
  provider.onerror = (error: Error) => logger.error('openid request failed', {}, error);

  const oneTimeSessions = new OneTimeSessions(provider);
  const names = cookieNames(isSecure);
  const isSessionCookie = (line: string): boolean =>
    line.startsWith(`${names.session}=`) || line.startsWith(`${names.session}.sig=`);

  /** The library has answered as if what was presented was still good: it is too early to say so. */
  const finish = async (ctx: KoaContextWithOIDC): Promise<void> => {
    try {
      if (await calls.finish(ctx)) return;
      remember(ctx, new library.errors.InvalidGrant('it was used a moment ago'));
      ctx.status = 400;
      ctx.body = { error: 'invalid_grant' };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      failures.set(ctx, failure);
      if (!isPassing(failure)) logger.error('openid request failed', {}, failure);
      ctx.status = 500;
      ctx.body = { error: 'server_error' };
    }
  };

  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    await finish(ctx);
    const failure = failures.get(ctx);
    if (failure && isPassing(failure) && ctx.respond !== false) {
      ctx.status = 503;
      ctx.body = { error: 'temporarily_unavailable' };
      if (failure instanceof DomainError && failure.retryAfterSeconds !== undefined)
        ctx.set('Retry-After', String(failure.retryAfterSeconds));
    } else if (failure && ctx.respond !== false) answerAsRecorded(ctx, failure);
    if (ctx.path === '/introspect/') addUserName(ctx);
    if (ctx.path.startsWith('/authorize/')) {
      await loginRedirect.tidy(ctx);
      redirectAsRecorded(ctx);
    }
    if (ctx.path.startsWith('/.well-known/')) describeDiscovery(ctx, settings);
    else if (!ctx.get('Origin')) ctx.response.remove('Access-Control-Allow-Origin');
    withoutCharset(ctx);
    if (oneTimeSessions.isOf(ctx.req)) {
      const cookies = [ctx.response.get('Set-Cookie')]
        .flat()
        .filter((line) => line && !isSessionCookie(line));
      ctx.response.remove('Set-Cookie');
      if (cookies.length > 0) ctx.response.set('Set-Cookie', cookies);
    }
  });
  const handle = provider.callback();

  const sessions = makeProviderSessions({
    provider,
    mailboxAccountQueries: deps.mailboxAccountQueries,
    openidSessionQueries: deps.openidSessionQueries,
    endMailboxSession,
    clock,
    cookie: { name: names.session, sameSite: isSecure ? 'none' : 'lax' },
  });
  const interactions = makeInteractions({
    provider,
    findClientName: async (clientId) => {
      const client = await openidClientQueries.find(clientId);
      return client?.isEnabled ? client : undefined;
    },
    endSession: (request, response) => sessions.end(request, response),
  });

  return {
    basePath,
    impliedScopes: impliedScopes(settings.profile),
    interactions,
    sessions,
    beginOneTimeSession: (request, signIn) => oneTimeSessions.begin(request, signIn),
    prepare: (request, response, next) => {
      const origin = describeOrigin(request, response);
      request.headers.host = issuer.host;
      request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1);
      delete request.headers['x-forwarded-host'];
      // A client may open the sign-in in a window of its own, and waits for that: any other policy would part the two.
      if (OPENED_BY_CLIENTS.test(request.path))
        response.setHeader('Cross-Origin-Opener-Policy', 'unsafe-none');
      requestSurroundings.run(surroundingsOf(request, origin), next);
    },
    answer: (request, response) => {
      served.set(request, request);
      return handle(request, response);
    },
    signOut: (own) =>
      makeSignOut({
        provider,
        sessions,
        openidClientQueries,
        pages: own,
        secretKeys: settings.secretKeys,
      }),
    show: (own) => {
      pages = own;
    },
  };
}

/** JSON and JWTs have no parameter (RFC 8259, section 11; RFC 7519, section 10.3.1). */
function withoutCharset({ response }: KoaContextWithOIDC): void {
  const [, type] = /^(application\/(?:json|jwt));/.exec(response.get('Content-Type')) ?? [];
  if (type !== undefined) response.set('Content-Type', type);
}

/** The address of a token's owner, as of now: the reference tells it to whoever may ask about the token. */
function addUserName(ctx: KoaContextWithOIDC): void {
  const { body } = ctx;
  const address = accountOf(ctx.oidc?.account)?.address;
  if (address !== undefined && body instanceof Object && 'active' in body && body.active === true)
    ctx.body = { ...body, username: address };
}
