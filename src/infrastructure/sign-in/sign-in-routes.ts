import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { PeopleUseCases } from '../container/people.ts';
import type { BrowserCookies } from '../http/browser-cookies.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import { type CsrfSettings, checkCsrf } from '../http/edge/csrf.ts';
import { isSecure } from '../http/edge/is-secure.ts';
import { locationHeader } from '../http/location-header.ts';
import { contextOf } from '../http/request-context.ts';
import type { SendPage } from '../pages/kit/send-page.ts';
import { makeBackChannelHandler } from './back-channel-handler.ts';
import { type RedirectSettings, safeNext, withParameter } from './redirect-targets.ts';
import { sendSignInFailurePage } from './sign-in-failure-page.ts';
import { readSignOutToken } from './sign-out-form.ts';
import { signingOutPage } from './signing-out-page.ts';
import { sendTurnedAwayPage } from './turned-away-page.ts';

type Deps = PeopleUseCases & {
  cookies: BrowserCookies;
  clock: Clock;
  redirects: RedirectSettings;
  sendPage: SendPage;
  csrf: CsrfSettings;
  /** Whether GET signs out too, as the reference's web client does. */
  allowsLogoutByGet: boolean;
  /** The address registered at the provider, ending in `/callback/`. */
  callbackUrl: string;
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Whether a person sees the answer: programs accept JSON, or anything. */
const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html';

const redirect = (response: Response, url: string): void => {
  response.statusCode = 302;
  response.setHeader('Location', locationHeader(url));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', 0);
  response.end();
};

/** OpenID Connect sign-in and sign-out of people, with a browser (contract/rest-api.md 3.14). */
export function makeSignInRoutes(deps: Deps): Router {
  const { cookies, clock, redirects } = deps;

  const authenticate: RequestHandler = async (request, response) => {
    const { session } = contextOf(request);
    const starting = deps.startSignIn({
      session,
      next: safeNext(request.query['next'], request.headers.host ?? '', redirects),
      silent: String(request.query['silent'] ?? '').toLowerCase() === 'true',
      loginHint: text(request.query['login_hint']),
      isHostBound: cookies.isHostBound,
    });
    const started = await starting.catch((error: unknown) => {
      if (!(error instanceof DomainError) || !wantsPage(request)) throw error;
      return error;
    });
    if (started instanceof DomainError) {
      fail(request, response, started);
      return;
    }
    if (!session) cookies.setSession(response, started.session, clock.now());
    redirect(response, started.url);
  };

  /** A person is redirected to the page about failures: the web client's, or else ours. */
  const fail = (request: Request, response: Response, failure: DomainError): void => {
    const url = new URL(redirects.loginFailureUrl);
    if (url.origin === new URL(deps.callbackUrl).origin) {
      sendSignInFailurePage(deps.sendPage, response, failure, contextOf(request));
      return;
    }
    redirect(response, withParameter(url.href, 'error', failure.code.replace('.', '_')));
  };

  /** Where the same sign-in begins again. */
  const startUrl = ({ baseUrl }: Request, next: string | null): string =>
    `${baseUrl}/authenticate/${next === null ? '' : `?next=${encodeURIComponent(next)}`}`;

  const callback: RequestHandler = async (request, response) => {
    const { session, origin } = contextOf(request);
    const outcome = await deps.completeSignIn({
      session,
      origin,
      callbackUrl: `${deps.callbackUrl}${new URL(request.originalUrl, deps.callbackUrl).search}`,
      state: text(request.query['state']),
      hasCode: text(request.query['code']) !== undefined,
      error: text(request.query['error']),
      errorDescription: text(request.query['error_description']),
      isHostBound: cookies.isHostBound,
      userAgent: request.headers['user-agent'],
    });
    if (outcome.outcome === 'step_up') {
      if (outcome.session) cookies.setSession(response, outcome.session, clock.now());
      redirect(response, outcome.url);
      return;
    }
    if (outcome.outcome === 'turned_away') {
      if (outcome.signedOut) cookies.clearSession(response);
      const { language } = contextOf(request);
      sendTurnedAwayPage(deps.sendPage, response, outcome, {
        language,
        startUrl: startUrl(request, outcome.next),
      });
      return;
    }
    if (outcome.outcome === 'failed') {
      const { reason, signedOut } = outcome;
      if (signedOut) cookies.clearSession(response);
      const url = redirects.loginFailureUrl;
      redirect(response, reason === undefined ? url : withParameter(url, 'error', reason));
      return;
    }
    if (outcome.outcome === 'signed_in') {
      cookies.setSession(response, outcome.session, clock.now());
      cookies.setCsrfToken(response);
    }
    redirect(response, outcome.next ?? redirects.loginUrl);
  };

  const logout: RequestHandler = async (request, response) => {
    const { session, language } = contextOf(request);
    const formToken = request.method === 'POST' ? await readSignOutToken(request) : '';
    if (request.method === 'POST' && session?.user) {
      checkCsrf(request, isSecure(request), deps.csrf, formToken);
    }
    const step = await deps.startSignOut(session, describeOrigin(request, response));
    if (session) cookies.clearSession(response);
    const url = typeof step === 'object' ? step.providerUrl : redirects.logoutUrl;
    const isForm = formToken !== '' && request.headers['sec-fetch-mode'] === 'navigate';
    if (isForm) deps.sendPage(response, signingOutPage(url, language), { status: 200 });
    else redirect(response, url);
  };

  const logoutCallback: RequestHandler = async (request, response) => {
    const { session } = contextOf(request);
    const origin = describeOrigin(request, response);
    const step = await deps.completeSignOut(session, text(request.query['state']), origin);
    if (step === 'signed_out') cookies.clearSession(response);
    redirect(response, redirects.logoutUrl);
  };

  const router = Router({ caseSensitive: true });
  serve(router, '/authenticate/', { GET: authenticate });
  serve(router, '/callback/', { GET: callback });
  serve(router, '/logout/', { ...(deps.allowsLogoutByGet ? { GET: logout } : {}), POST: logout });
  serve(router, '/logout-callback/', { GET: logoutCallback });
  serve(router, '/backchannel-logout/', { POST: makeBackChannelHandler(deps.backChannelSignOut) });
  return router;
}

/** Other methods are answered 405 without a body, also HEAD and OPTIONS (contract/rest-api.md 1.4 and 3.14). */
function serve(router: Router, path: string, handlers: Readonly<Record<string, RequestHandler>>): void {
  const allow = Object.keys(handlers).join(', ');
  router.all(path, (request: Request, response: Response, next) => {
    const handler = handlers[request.method];
    if (handler) return handler(request, response, next);
    response.statusCode = 405;
    response.setHeader('Allow', allow);
    response.setHeader('Content-Length', 0);
    response.end();
  });
}
