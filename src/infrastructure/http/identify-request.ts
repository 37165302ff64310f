import type { Request, RequestHandler, Response } from 'express';
import type { AuthenticateBearer } from '../../application/access/resource-server/authenticate-bearer.ts';
import { isOneTimeSession } from '../../application/identity/sign-in/one-time-session.ts';
import type { FindSession } from '../../application/people/sign-in/find-session.ts';
import { actAs } from '../../application/shared/actor.ts';
import type { Clock } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Language } from '../../domain/shared/language.ts';
import { isUnattended } from '../live/unattended.ts';
import { bearerToken } from './bearer-token.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import { describeOrigin } from './describe-origin.ts';
import { translatorFor } from './messages/translate.ts';
import { type RequestContext, setContext } from './request-context.ts';
import { requestLanguage } from './request-language.ts';

type Deps = {
  findSession: FindSession;
  endSession(key: string): Promise<void>;
  cookies: BrowserCookies;
  defaultLanguage: Language;
  clock: Clock;
  /** Called with the signed-in person, for the request's log line. */
  onIdentified: (userId: string) => void;
  /** Undefined where access tokens are not accepted: `Authorization` headers are then ignored. */
  authenticateBearer: AuthenticateBearer | undefined;
};

type Identity = Pick<RequestContext, 'session' | 'actor' | 'refusal' | 'isBearer' | 'origin'>;

/**
 * Identifies the caller, by access token where these are accepted, else by session cookie, and the language of the
 * answer. The cookie of an ended session is removed; the refusal of a token is stored for the routes that require a
 * caller. The one-time session of a mailbox's owner ends here, and nothing is served to it (deviation D37).
 */
export function makeIdentifyRequest(deps: Deps): RequestHandler {
  const { findSession, endSession, cookies, clock, defaultLanguage, onIdentified, authenticateBearer } = deps;

  const bySession = async (request: Request, response: Response): Promise<Identity> => {
    const origin = describeOrigin(request, response);
    const brought = cookies.sessionKey(request);
    const session =
      brought &&
      (await findSession(brought.key, { ...brought, origin, isUnattended: isUnattended(request) }));
    if (brought && !session) cookies.clearSession(response);
    if (session && isOneTimeSession(session.data, clock.now())) {
      await endSession(session.key);
      cookies.clearSession(response);
      throw new DomainError('session.required', 'A one-time session is good for the authorization endpoint');
    }
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
