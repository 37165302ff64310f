import type { RequestHandler } from 'express';
import type { SessionStore } from '../../application/ports/session-store.ts';
import type { Clock } from '../../application/ports/system.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import { translatorFor } from './messages/translate.ts';
import { setContext } from './request-context.ts';
import { requestLanguage } from './request-language.ts';

type Deps = {
  sessions: SessionStore;
  cookies: BrowserCookies;
  clock: Clock;
  defaultLanguage: Language;
  /** Told who is signed in, for the request's log line. */
  onIdentified: (userId: string) => void;
};

/** Finds out who asks, from the session cookie, and in which language to answer. A dead cookie is taken back. */
export const makeIdentifyRequest =
  ({ sessions, cookies, clock, defaultLanguage, onIdentified }: Deps): RequestHandler =>
  async (request, response, next) => {
    const language = requestLanguage(request, defaultLanguage);
    response.setHeader('Content-Language', language);
    const key = cookies.sessionKey(request);
    const session = key === undefined ? undefined : await sessions.find(key, clock.now());
    if (key !== undefined && !session) cookies.clearSession(response);
    const user = session?.user;
    if (user) onIdentified(user.id);
    setContext(request, {
      session,
      actor: user && { userId: user.id, organizationId: user.organizationId, language: user.language },
      language,
      translate: translatorFor(language),
    });
    next();
  };
