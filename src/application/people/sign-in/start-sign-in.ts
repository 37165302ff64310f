import { asksForLevels, type SignInLevels } from '../../../domain/people/sign-in-level.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import {
  EMPTY_SESSION,
  type PendingSignIn,
  type Session,
  type SessionStore,
  type StepUp,
} from '../session-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = {
  identityProvider: IdentityProvider;
  sessions: SessionStore;
  clock: Clock;
  logger: Logger;
  signInLevels: SignInLevels;
};
type Input = {
  readonly session: Session | undefined;
  /** Where to go after the sign-in; already checked by the transport. */
  readonly next: string | null;
  readonly silent: boolean;
  readonly loginHint: string | undefined;
  /** The session's cookie is one that no other host can set. */
  readonly isHostBound?: boolean;
  /** The person has come back without the level that is asked of them, and is led there once more. */
  readonly stepUp?: StepUp;
};
export type StartSignIn = (
  input: Input,
) => Promise<{ readonly url: string; readonly session: IssuedSession }>;

/** A session whose key goes into the browser's cookie. */
export type IssuedSession = Readonly<{ key: string; expiresAt: Date }>;

/** Lifetime of a session, in milliseconds: twelve hours from its start, without extension. */
export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;

/**
 * Lifetime of a session without a signed-in person, in milliseconds, from its latest start of a sign-in: anybody can
 * start one. The cookie keeps the contract's lifetime.
 */
const VISITOR_LIFETIME_MS = 15 * 60 * 1000;

/** Most sign-ins that a browser may have under way; the oldest is dropped first. */
const MOST_PENDING = 50;

/** Characters of all addresses that those sign-ins lead to: anybody can have such a row stored. */
const MOST_NEXT = 16_000;

/** As many of the newest as may be kept, and the newest in any case. */
function kept(pendings: readonly PendingSignIn[]): readonly PendingSignIn[] {
  let characters = 0;
  const newest = pendings.slice(-MOST_PENDING);
  const tooLong = newest.findLastIndex(({ next }, index) => {
    characters += next?.length ?? 0;
    return characters > MOST_NEXT && index < newest.length - 1;
  });
  return newest.slice(tooLong + 1);
}

/**
 * Starts a sign-in at the identity provider and remembers it in the browser's session, which is made when there is none.
 * Where levels are asked of people, the provider is to tell which one was reached: who comes is not known yet. A failure
 * is logged with its cause.
 *
 * @throws DomainError `identity_provider.unavailable` or `identity_provider.unexpected`
 */
export const makeStartSignIn =
  ({ identityProvider, sessions, clock, logger, signInLevels }: Deps): StartSignIn =>
  async ({ session, next, silent, loginHint, isHostBound, stepUp }) => {
    const hint = loginHint === undefined ? {} : { loginHint };
    const wanted = stepUp?.levels ?? (asksForLevels(signInLevels) ? [] : undefined);
    const levels = wanted === undefined ? {} : { levels: wanted };
    const { url, state, nonce, codeVerifier } = await identityProvider
      .startAuthorization({ silent, ...hint, ...levels })
      .catch((error: unknown) => {
        if (error instanceof DomainError) logger.warn('sign-in cannot start', { code: error.code }, error);
        throw error;
      });
    const own = { state, nonce, codeVerifier, next, silent };
    const pending: PendingSignIn = stepUp === undefined ? own : { ...own, stepUp };
    const before = session?.data ?? { ...EMPTY_SESSION, ...(isHostBound ? { isHostBound } : {}) };
    const data = { ...before, pendingSignIns: kept([...before.pendingSignIns, pending]) };
    const after = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
    if (session) {
      await sessions.update(session.key, data, session.user ? undefined : after(VISITOR_LIFETIME_MS));
      return { url, session };
    }
    const key = await sessions.create({ data, owner: undefined, expiresAt: after(VISITOR_LIFETIME_MS) });
    return { url, session: { key, expiresAt: after(SESSION_LIFETIME_MS) } };
  };
