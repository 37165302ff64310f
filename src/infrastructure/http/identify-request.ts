import type { Request, RequestHandler, Response } from 'express';
import type { AuthenticateBearer } from '../../application/access/resource-server/authenticate-bearer.ts';
import type { SessionStore } from '../../application/people/session-store.ts';
import { actAs } from '../../application/shared/actor.ts';
import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Language } from '../../domain/shared/language.ts';
import { bearerToken } from './bearer-token.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import { describeOrigin } from './describe-origin.ts';
import { translatorFor } from './messages/translate.ts';
import { type RequestContext, setContext } from './request-context.ts';
import { requestLanguage } from './request-language.ts';

type Deps = {
  sessions: Pick<SessionStore, 'find'>;
  cookies: BrowserCookies;
  clock: Clock;
  defaultLanguage: Language;
  /** Told who is signed in, for the request's log line. */
  onIdentified: (userId: string) => void;
  /** Undefined where access tokens are not accepted: then an `Authorization` header means nothing. */
  authenticateBearer: AuthenticateBearer | undefined;
};

type Identity = Pick<RequestContext, 'session' | 'actor' | 'refusal' | 'isBearer' | 'origin'>;

/**
 * Finds out who asks, from the access token where such are accepted, else from the session cookie, and in which language
 * to answer. A dead cookie is taken back; a token that is not taken is kept for the routes that mind.
 */
export function makeIdentifyRequest(deps: Deps): RequestHandler {
  const { sessions, cookies, clock, defaultLanguage, onIdentified, authenticateBearer } = deps;

  const bySession = async (request: Request, response: Response): Promise<Identity> => {
    const origin = describeOrigin(request, response);
    const key = cookies.sessionKey(request);
    const session = key === undefined ? undefined : await sessions.find(key, clock.now());
    if (key !== undefined && !session) cookies.clearSession(response);
    const user = session?.user;
    const actor = user && actAs(user, origin);
    return { session, actor, refusal: undefined, isBearer: false, origin };
  };

  const byToken = async (request: Request, response: Response): Promise<Identity | undefined> => {
    if (!authenticateBearer) return undefined;
    const origin = describeOrigin(request, response);
    const given = { session: undefined, isBearer: true };
    try {
      const token = bearerToken(request);
      if (token === undefined) return undefined;
      const actor = await authenticateBearer(token, origin);
      return { ...given, actor, refusal: undefined, origin: actor.origin };
    } catch (refusal) {
      if (!(refusal instanceof DomainError)) throw refusal;
      return { ...given, actor: undefined, refusal, origin };
    }
  };

  return async (request, response, next) => {
    const language = requestLanguage(request, defaultLanguage);
    response.setHeader('Content-Language', language);
    const identity = (await byToken(request, response)) ?? (await bySession(request, response));
    if (identity.actor) onIdentified(identity.actor.userId);
    setContext(request, { ...identity, language, translate: translatorFor(language) });
    next();
  };
}
