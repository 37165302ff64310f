import type { Clock } from '../../shared/system.ts';
import { EMPTY_SESSION, type PendingSignIn, type Session, type SessionStore } from '../session-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = { identityProvider: IdentityProvider; sessions: SessionStore; clock: Clock };
type Input = {
  readonly session: Session | undefined;
  /** Where to go after the sign-in; already checked by the transport. */
  readonly next: string | null;
  readonly silent: boolean;
  readonly loginHint: string | undefined;
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

/**
 * Starts a sign-in at the identity provider and stores it in the browser's session, which is created if there is none.
 *
 * @throws DomainError `identity_provider.unavailable` or `identity_provider.unexpected`
 */
export const makeStartSignIn =
  ({ identityProvider, sessions, clock }: Deps): StartSignIn =>
  async ({ session, next, silent, loginHint }) => {
    const hint = loginHint === undefined ? {} : { loginHint };
    const { url, state, nonce, codeVerifier } = await identityProvider.startAuthorization({
      silent,
      ...hint,
    });
    const pending: PendingSignIn = { state, nonce, codeVerifier, next, silent };
    const before = session?.data ?? EMPTY_SESSION;
    const data = { ...before, pendingSignIns: [...before.pendingSignIns, pending].slice(-MOST_PENDING) };
    const after = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
    if (session) {
      await sessions.update(session.key, data, session.user ? undefined : after(VISITOR_LIFETIME_MS));
      return { url, session };
    }
    const key = await sessions.create({ data, owner: undefined, expiresAt: after(VISITOR_LIFETIME_MS) });
    return { url, session: { key, expiresAt: after(SESSION_LIFETIME_MS) } };
  };
