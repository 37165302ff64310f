import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { SessionStore } from '../application/people/session-store.ts';
import { makeFindSession } from '../application/people/sign-in/find-session.ts';
import type { Logger } from '../application/shared/logger.ts';
import type { Clock } from '../application/shared/system.ts';
import type { MailboxId } from '../domain/shared/ids.ts';
import type { Language } from '../domain/shared/language.ts';
import { makeAccountServiceBridge } from './account-service/account-service-bridge.ts';
import { LA_SUITE_BASE, makeLaSuiteResource } from './account-service/la-suite-resource.ts';
import { makeAuditExportRoute } from './audit/audit-export-route.ts';
import type { ConsoleSettings } from './console/console-settings.ts';
import { makeConsoleRoutes } from './console/make-console-routes.ts';
import type { UseCases } from './container/container.ts';
import { describeClientApi, describeServiceApis } from './describe-apis.ts';
import { AccountTurns } from './http/account-turns.ts';
import { BrowserCookies, type CookieSettings } from './http/browser-cookies.ts';
import type { CsrfSettings } from './http/edge/csrf.ts';
import { HttpError } from './http/http-error.ts';
import { makeIdentifyRequest } from './http/identify-request.ts';
import type { PublicConfig } from './http/public-config.ts';
import { sendJson } from './http/send-json.ts';
import type { LiveStreams } from './live/live-streams.ts';
import type { OpenidProvider } from './openid-provider/make-openid-provider.ts';
import { makeOpenidProviderRoutes } from './openid-provider/openid-provider-routes.ts';
import { CarriedLink } from './pages/enrolment/carried-link.ts';
import { makeEnrolmentPages } from './pages/enrolment/enrolment-routes.ts';
import { ownFactorsPaths } from './pages/enrolment/own-factors-paths.ts';
import { makeOwnFactorsRoutes } from './pages/enrolment/own-factors-routes.ts';
import { readPasskeyScript } from './pages/factor/passkey-script.ts';
import { makeAccountRoutes } from './pages/identity/account-routes.ts';
import { identityPaths } from './pages/identity/identity-paths.ts';
import { makeInteractionRoutes } from './pages/identity/interaction-routes.ts';
import { makeOpenidPages } from './pages/identity/openid-pages.ts';
import { makeProviderFailure } from './pages/identity/provider-failure.ts';
import { FormTokens } from './pages/kit/form-tokens.ts';
import { makePageHandler } from './pages/kit/page-handler.ts';
import type { PageLook } from './pages/kit/page-look.ts';
import { makeSendPage } from './pages/kit/send-page.ts';
import { makeMailLinkRoutes } from './pages/mail-link/mail-link-routes.ts';
import { makeChangePasswordRoutes } from './pages/password/change-password-routes.ts';
import { passwordPaths } from './pages/password/password-paths.ts';
import { makePasswordRoutes } from './pages/password/password-routes.ts';
import { makeServicePaths, RESOURCE_SERVER_BASE } from './resource-server/make-service-paths.ts';
import { makeScimFailures } from './resource-server/scim/scim-failures.ts';
import { makeServiceBridge } from './resource-server/serving/service-bridge.ts';
import { makeKeySetResource, type PublicKey } from './rest/access/key-set-resource.ts';
import { makeResources } from './rest/make-resources.ts';
import { makePublicBridge, makeRestBridge } from './rest/rest-bridge.ts';
import { makeErrorHandler } from './rest/serving/error-handler.ts';
import type { RedirectSettings } from './sign-in/redirect-targets.ts';
import { makeSignInRoutes } from './sign-in/sign-in-routes.ts';
import { makeAppRouter } from './trpc/app-router.ts';
import { trpcFailures } from './trpc/procedure/trpc-failures.ts';
import { makeTrpcMiddleware } from './trpc/trpc-middleware.ts';

/** Base path of the client API. The version is part of the contract. */
export const API_BASE = '/api/v1.0';

export type AppSettings = Readonly<{
  publicUrl: string;
  defaultLanguage: Language;
  cookies: CookieSettings;
  /** After how long without a request a session ends; undefined: only when its time is up. */
  sessionIdleLimitMs?: number | undefined;
  csrf: CsrfSettings;
  redirects: RedirectSettings;
  allowsLogoutByGet: boolean;
  servesApiDescription: boolean;
  acceptsBearer: boolean;
  /** Whether the plugin of La Suite is installed. */
  servesLaSuite: boolean;
  /** Where mailboxes are read: links in mails lead there in the end. No final slash. */
  webmailUrl: string;
  pageLook: PageLook;
  console: ConsoleSettings;
  /** With what forms of pages are signed: the key of today, and former ones. */
  formKeys: Readonly<{ secretKey: string; formerSecretKeys: readonly string[] }>;
  /** Path of the issuer of mailbox owners' identities, without a final slash; undefined where they have none. */
  identityBase?: string | undefined;
  /** Public keys for the encryption of introspection answers. */
  encryptionKeys: readonly PublicKey[];
  version: string;
  publicConfig: PublicConfig;
  /**
   * The number of our proxies that a request passes; each appends the address it saw to `X-Forwarded-For`, and the
   * scheme to `X-Forwarded-Proto`.
   */
  trustedProxies: number;
}>;

type Deps = {
  useCases: UseCases;
  sessions: Pick<SessionStore, 'find' | 'touch' | 'destroy'>;
  clock: Clock;
  logger: Logger;
  /** The readers who are told what changes. */
  live: LiveStreams;
  settings: AppSettings;
  /** Middleware that runs first: request log, security headers, probes. */
  before: readonly RequestHandler[];
  onIdentified: (userId: string) => void;
  /** Undefined where nobody signs in with a mailbox. */
  openidProvider?: OpenidProvider | undefined;
};

/** The whole HTTP application: sign-in, REST and tRPC over one set of use cases. */
export function createApp({
  useCases,
  sessions,
  clock,
  logger,
  live,
  settings,
  before,
  onIdentified,
  openidProvider,
}: Deps): Express {
  const { csrf, redirects, defaultLanguage } = settings;
  const cookies = new BrowserCookies(settings.cookies);
  const sendPage = makeSendPage(settings.pageLook, settings.cookies);
  const report = (error: unknown) => logger.error('request failed', {}, error);
  const accountServicePaths = settings.servesLaSuite ? makeLaSuiteResource(useCases) : [];
  const servicePaths = makeServicePaths(useCases, settings.publicUrl);
  const keySet = makeKeySetResource(settings.encryptionKeys);
  const resources = [...makeResources(useCases, settings), ...keySet];

  const turns = new AccountTurns();

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('trust proxy', settings.trustedProxies);
  for (const handler of before) app.use(handler);

  if (settings.servesApiDescription) {
    const client = describeClientApi(resources, API_BASE, settings.cookies.sessionName, settings);
    const services = describeServiceApis(servicePaths, accountServicePaths, settings);
    app.get(`${API_BASE}/swagger.json`, (_request, response) => sendJson(response, 200, client));
    app.get(`${RESOURCE_SERVER_BASE}/swagger.json`, (_request, response) =>
      sendJson(response, 200, services),
    );
  }
  app.use(
    makeConsoleRoutes({
      settings: settings.console,
      look: settings.pageLook,
      version: settings.version,
      defaultLanguage,
      sendPage,
    }),
  );
  app.use(API_BASE, makePublicBridge(resources, { defaultLanguage }));
  app.use(RESOURCE_SERVER_BASE, makePublicBridge(keySet, { defaultLanguage }));
  app.use(
    RESOURCE_SERVER_BASE,
    makeServiceBridge(
      servicePaths,
      { ...useCases, defaultLanguage, onIdentified },
      makeScimFailures({ defaultLanguage, report }),
    ),
  );
  app.use(LA_SUITE_BASE, makeAccountServiceBridge(accountServicePaths, { ...useCases, defaultLanguage }));
  app.use(
    makeMailLinkRoutes({ ...useCases, webmailUrl: settings.webmailUrl, defaultLanguage, sendPage, report }),
  );
  const formTokens = new FormTokens({ ...settings.formKeys, secure: settings.cookies.secure });
  if (settings.identityBase !== undefined) {
    const rememberBrowser = (request: Request, response: Response, mailboxId: MailboxId) =>
      cookies.setKnownBrowser(response, useCases.rememberBrowser(mailboxId, cookies.knownBrowser(request)));
    const paths = passwordPaths(settings.identityBase);
    const ofLinks = { ...useCases, paths, rememberBrowser, formTokens, sendPage, defaultLanguage, report };
    app.use(makePasswordRoutes(ofLinks));
  }
  if (openidProvider) {
    const { basePath, interactions, sessions: providerSessions } = openidProvider;
    const passkeyScript = readPasskeyScript(basePath);
    const ofPages = {
      ...useCases,
      paths: identityPaths(basePath),
      interactions,
      sessions: providerSessions,
      cookies,
      formTokens,
      sendPage,
      passkeyScript: passkeyScript.path,
      clock,
      carriedLink: new CarriedLink(settings.cookies),
      defaultLanguage,
      report,
    };
    const sendFailure = makeProviderFailure(ofPages);
    const makeEnrolmentRoutes = makeEnrolmentPages({ ...ofPages, handler: makePageHandler(sendFailure) });
    app.use(basePath, openidProvider.prepare);
    // Clients call far more often than people open pages.
    app.use(
      basePath,
      makeOpenidProviderRoutes({
        provider: openidProvider,
        pages: makeOpenidPages(ofPages),
        takeOneTimeSession: async (request, response) => {
          const brought = cookies.sessionKey(request);
          const taken = brought && (await useCases.takeOneTimeSession(brought));
          if (taken && !taken.goesOn) cookies.clearSession(response);
          return taken;
        },
        report,
      }),
    );
    app.all(passkeyScript.pattern, passkeyScript.answer);
    app.use(
      makeInteractionRoutes({ ...ofPages, makeEnrolmentRoutes }),
      makeAccountRoutes({ ...ofPages, makeEnrolmentRoutes }),
      makeOwnFactorsRoutes({ ...ofPages, paths: ownFactorsPaths(basePath), sendFailure }),
      makeChangePasswordRoutes({ ...ofPages, paths: passwordPaths(basePath) }),
    );
  }
  const findSession = makeFindSession({
    ...useCases,
    sessions,
    clock,
    idleLimitMs: settings.sessionIdleLimitMs,
  });
  app.use(
    makeIdentifyRequest({
      findSession,
      endSession: (key) => sessions.destroy(key),
      clock,
      cookies,
      defaultLanguage,
      onIdentified,
      authenticateBearer: settings.acceptsBearer ? useCases.authenticateBearer : undefined,
    }),
  );
  app.use(
    API_BASE,
    makeSignInRoutes({
      sendPage,
      ...useCases,
      cookies,
      clock,
      redirects,
      csrf,
      allowsLogoutByGet: settings.allowsLogoutByGet,
      callbackUrl: `${settings.publicUrl}${API_BASE}/callback/`,
    }),
    makeAuditExportRoute({
      exportAuditLog: useCases.exportAuditLog,
      throttle: useCases.throttleRequest,
    }),
    makeRestBridge(resources, {
      csrf,
      throttle: useCases.throttleRequest,
      throttleWrite: useCases.throttleWrite,
      turns,
    }),
  );
  app.use(
    '/trpc',
    makeTrpcMiddleware(makeAppRouter(useCases, settings.publicConfig), {
      csrf,
      report,
      throttle: useCases.throttleRequest,
      throttleWrite: useCases.throttleWrite,
      turns,
      live,
      isStillOpen: async ({ key, user }, { origin }) => {
        const found = await findSession(key, { isFormerName: false, origin, isUnattended: true });
        return user !== undefined && found?.user?.id === user.id;
      },
    }),
  );
  app.use('/trpc', trpcFailures);
  app.use(() => {
    throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
  });
  app.use(makeErrorHandler({ defaultLanguage, report }));
  return app;
}
