import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import { HttpError } from '../http/http-error.ts';
import { asPlainRequest } from './authorization-request.ts';
import type { OpenidProvider } from './make-openid-provider.ts';
import type { OneTimeSignIn } from './one-time-sessions.ts';
import type { OpenidPages } from './openid-pages.ts';

type Deps = {
  provider: OpenidProvider;
  pages: OpenidPages;
  /** Takes the sign-in by `POST login/` that the browser brings, which is gone then. */
  takeOneTimeSession: (request: Request, response: Response) => Promise<OneTimeSignIn | undefined>;
  report: (error: unknown) => void;
};

/** The library's own limit. */
const MOST_BODY_BYTES = 56 * 1024;

/** The endpoints below the issuer, each with a final slash, and the methods that the library answers there. */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  '/token/': ['POST', 'OPTIONS'],
  '/userinfo/': ['GET', 'HEAD', 'POST', 'OPTIONS'],
  '/introspect/': ['POST', 'OPTIONS'],
  '/revoke_token/': ['POST', 'OPTIONS'],
  '/.well-known/openid-configuration': ['GET', 'HEAD', 'OPTIONS'],
  '/.well-known/jwks.json': ['GET', 'HEAD', 'OPTIONS'],
};

const notAllowed = (method: string): HttpError =>
  new HttpError(405, (translate) => ({ detail: translate('method_not_allowed', { method }) }));

/** Serves one address, with and without its final slash, which the library does not equate. */
function serve(
  router: Router,
  path: string,
  methods: readonly string[],
  ...handlers: readonly RequestHandler[]
): void {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  router.all([path, other], (request, response, next) => {
    if (!methods.includes(request.method)) {
      response.setHeader('Allow', methods.join(', '));
      throw notAllowed(request.method);
    }
    request.url = `${path}${request.url.slice(request.path.length)}`;
    request.originalUrl = `${request.baseUrl}${request.url}`;
    next();
  });
  router.all(path, ...handlers);
}

/** The OpenID provider below its issuer (contract/rest-api.md 3.16), behind its `prepare`. */
export function makeOpenidProviderRoutes({ provider, pages, takeOneTimeSession, report }: Deps): Router {
  provider.show(pages);
  const answer: RequestHandler = (request, response) => provider.answer(request, response);
  const formText = express.text({ type: 'application/x-www-form-urlencoded', limit: MOST_BODY_BYTES });
  const fields = express.urlencoded({ extended: false, limit: MOST_BODY_BYTES, parameterLimit: 20 });

  const authorize: RequestHandler = async (request, response) => {
    const posted: unknown = request.body;
    const form = request.method === 'POST' ? (typeof posted === 'string' ? posted : '') : undefined;
    asPlainRequest(request, form, {
      path: '/authorize/',
      mount: provider.basePath,
      impliedScopes: provider.impliedScopes,
    });
    const signIn = await takeOneTimeSession(request, response);
    if (signIn) await provider.beginOneTimeSession(request, signIn);
    await provider.answer(request, response);
  };

  /** What cannot be read, and what our own handlers throw; the library answers its failures itself. */
  const failed: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (error instanceof HttpError || response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (error instanceof StorageUnavailable)
      return pages.error(request, response, { problem: 'unavailable', status: 503 });
    if (status >= 400 && status < 500)
      return pages.error(request, response, { problem: 'bad_request', status });
    report(error);
    pages.error(request, response, { problem: 'trouble', status: 500 });
  };

  const router = Router({ strict: true, caseSensitive: true });
  for (const [path, methods] of Object.entries(ENDPOINTS)) serve(router, path, methods, answer);
  serve(router, '/authorize/', ['GET', 'HEAD', 'POST'], formText, authorize);
  router.get('/authorize/:uid', answer);
  serve(router, '/logout/', ['GET', 'HEAD', 'POST'], fields, provider.signOut(pages));
  router.use(failed);
  return router;
}
