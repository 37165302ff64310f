import type { IncomingMessage } from 'node:http';
import type { Session } from '../../application/people/session-store.ts';
import type { Actor } from '../../application/shared/actor.ts';
import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Language } from '../../domain/shared/language.ts';
import type { Translate } from './messages/translate.ts';

/** The caller, and the language of the answer. */
export type RequestContext = Readonly<{
  session: Session | undefined;
  actor: Actor | undefined;
  origin: RequestOrigin;
  /** Why the access token was refused; only routes that require a caller report it (deviation D31). */
  refusal: DomainError | undefined;
  /** Whether the caller used an access token, which browsers do not send by themselves: no CSRF check is needed. */
  isBearer: boolean;
  language: Language;
  translate: Translate;
}>;

const contexts = new WeakMap<IncomingMessage, RequestContext>();

export const setContext = (request: IncomingMessage, context: RequestContext): void => {
  contexts.set(request, context);
};

/** The context of a request after `identifyRequest`. */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error('a route was mounted before the request was identified');
  return context;
}

/** @throws DomainError `session.required`, or the refusal of the access token */
export function actorOf({ actor, refusal }: Pick<RequestContext, 'actor' | 'refusal'>): Actor {
  if (actor) return actor;
  throw refusal ?? new DomainError('session.required', 'Nobody is signed in');
}
