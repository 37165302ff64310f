import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Language } from '../../domain/shared/language.ts';
import { requestLanguage } from '../http/request-language.ts';
import { sendJson } from '../http/send-json.ts';
import { html } from '../pages/kit/html.ts';
import type { PageLook } from '../pages/kit/page-look.ts';
import type { SendPage } from '../pages/kit/send-page.ts';
import { ASSETS, makeFindBuiltConsole } from './built-console.ts';
import { type ConsoleConfig, EMPTY_STATEMENT } from './console-config.ts';
import type { ConsoleSettings } from './console-settings.ts';
import { CONSOLE_TEXTS } from './console-texts.ts';
import { contentPolicy } from './content-policy.ts';

/** Where the console is; its files name each other by addresses below. */
export const CONSOLE_BASE = '/console';

type Deps = Readonly<{
  settings: ConsoleSettings;
  look: PageLook;
  defaultLanguage: Language;
  version: string;
  sendPage: SendPage;
}>;

const RETRY_SECONDS = 3;

/**
 * Whether a person opens an address: programs, and pages that load a part of themselves, name no page among what they
 * accept. The first address of the console is for whoever asks.
 */
const isNavigation = (request: Request): boolean =>
  request.headers['sec-fetch-mode'] === 'navigate' ||
  /\btext\/html\b/.test(request.headers.accept ?? '') ||
  (request.path === `${CONSOLE_BASE}/` && request.accepts('html') !== false);

const isRead: RequestHandler = (request, _response, next) =>
  request.method === 'GET' || request.method === 'HEAD' ? next() : next('router');

function configOf({ settings, look, defaultLanguage, version }: Deps): ConsoleConfig {
  const { name, logo = null, conformity } = look;
  const { help = null, legal = null, accessibility = null } = look.links;
  return {
    productName: name,
    theme: settings.theme,
    logo,
    signInButton: settings.signInButton,
    language: defaultLanguage === 'fr-fr' ? 'fr' : 'en',
    links: { help, legal, accessibility },
    services: settings.services ?? null,
    statement: settings.statement ?? EMPTY_STATEMENT,
    conformity,
    version,
  };
}

/**
 * Serves the console: one page for every address below its base that a person opens, and what that page loads. Files are
 * kept by browsers for good, since another content has another name; the page is asked for each time.
 */
export function makeConsoleRoutes(deps: Deps): Router {
  const { sendPage, defaultLanguage } = deps;
  const findBuilt = makeFindBuiltConsole(deps.settings.folder);
  const config = configOf(deps);
  const policy = contentPolicy(config);

  const sendNotFound = (request: Request, response: Response): void => {
    const language = requestLanguage(request, defaultLanguage);
    const texts = CONSOLE_TEXTS[language];
    const body = html`<p>${texts.notFoundReason}</p>
<p><a class="button" href="${`${CONSOLE_BASE}/`}">${texts.toConsole}</a></p>`;
    sendPage(response, { language, heading: texts.notFound, body }, { status: 404 });
  };
  const sendNotBuilt = (request: Request, response: Response): void => {
    const language = requestLanguage(request, defaultLanguage);
    const texts = CONSOLE_TEXTS[language];
    response.setHeader('Retry-After', RETRY_SECONDS);
    response.setHeader('Refresh', RETRY_SECONDS);
    const body = html`<p>${texts.notBuiltReason}</p>`;
    sendPage(response, { language, heading: texts.notBuilt, body }, { status: 503 });
  };

  const servePage: RequestHandler = (request, response) => {
    const built = findBuilt();
    if (!built) {
      sendNotBuilt(request, response);
      return;
    }
    if (!isNavigation(request)) {
      sendNotFound(request, response);
      return;
    }
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Length', built.page.length);
    response.end(request.method === 'HEAD' ? undefined : built.page);
  };

  const serveAsset: RequestHandler = (request, response, next) => {
    const built = findBuilt();
    if (!built) {
      next();
      return;
    }
    // Set by the edge for answers that nobody keeps; files have their own.
    response.removeHeader('Cache-Control');
    built.serveAsset(request, response, () => {
      response.setHeader('Cache-Control', 'no-store');
      sendNotFound(request, response);
    });
  };

  const router = Router({ strict: true });
  router.use(isRead);
  router.get(CONSOLE_BASE, (_request, response) => response.redirect(308, `${CONSOLE_BASE}/`));
  router.get(`${CONSOLE_BASE}/config.json`, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    sendJson(response, 200, config);
  });
  router.use(`${CONSOLE_BASE}/${ASSETS}`, serveAsset);
  router.get(`${CONSOLE_BASE}/{*path}`, servePage);
  return router;
}
