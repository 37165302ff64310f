import type { Answer } from './answer.ts';
import type { Authenticator } from './authenticator.ts';
import { BodyFields } from './body-fields.ts';
import { parseJsonBody } from './json-body.ts';
import { compilePath, otherSlash } from './path-pattern.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './route.ts';

export type RawRequest = Readonly<{
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}>;

export type Router = (request: RawRequest) => Promise<Answer>;

/** uvicorn decodes the whole path before the routes match it, so an encoded slash separates segments too. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Escapes that are not UTF-8 stay unchanged; no route matches them.
    return path;
  }
}

/** Finds the route as Starlette does: a full match, else 405, else the other slash with a 307, else 404. */
export function makeRouter(
  routes: readonly Route[],
  { authenticate, strictSlash }: { authenticate: Authenticator; strictSlash: () => boolean },
): Router {
  const table = routes.map((route) => ({
    route,
    match: compilePath(route.path),
    matchOther: route.eitherSlash === true ? compilePath(otherSlash(route.path)) : undefined,
  }));

  const candidates = (path: string) =>
    table.flatMap(({ route, match, matchOther }) => {
      const params = match(path) ?? (strictSlash() ? undefined : matchOther?.(path));
      return params ? [{ route, params }] : [];
    });

  const redirect = ({ target, headers }: RawRequest): Answer => {
    const [path = '', ...query] = target.split('?');
    const tail = query.length > 0 ? `?${query.join('?')}` : '';
    const location = `http://${headers['host'] ?? 'localhost'}${otherSlash(path)}${tail}`;
    return { status: 307, headers: { location } };
  };

  return async (request) => {
    const [rawPath = '', ...query] = request.target.split('?');
    const path = decodePath(rawPath);
    const matching = candidates(path);
    const found = matching.find(({ route }) => route.method === request.method);
    if (!found) {
      const [partial] = matching;
      if (partial) {
        throw new Refusal(405, 'Method Not Allowed', { allow: partial.route.method });
      }
      if (path !== '/' && candidates(otherSlash(path)).length > 0) {
        return redirect(request);
      }
      throw new Refusal(404, 'Not Found');
    }
    const { route, params } = found;
    const body = route.body && parseJsonBody(request.body, request.headers['content-type']);
    const caller = await authenticate(route.scheme, request.headers['authorization']);
    if (route.allows && !route.allows(caller)) {
      throw new Refusal(403, 'Permission denied');
    }
    const fields = new BodyFields(route.body === 'required' ? body : (body ?? {}));
    return route.handle({ params, caller, query: new URLSearchParams(query.join('?')), body: fields });
  };
}
