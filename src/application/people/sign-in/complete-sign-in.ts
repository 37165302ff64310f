import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import { EMPTY_SESSION, type PendingSignIn, type Session, type SessionStore } from '../session-store.ts';
import type { AuthenticateUser } from './authenticate-user.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { type IssuedSession, SESSION_LIFETIME_MS } from './start-sign-in.ts';

type Deps = {
  identityProvider: IdentityProvider;
  authenticateUser: AuthenticateUser;
  sessions: SessionStore;
  clock: Clock;
  logger: Logger;
};

/** The parameters of the browser's callback request. */
type Input = {
  readonly session: Session | undefined;
  readonly callbackUrl: string;
  readonly state: string | undefined;
  readonly hasCode: boolean;
  /** The provider's `error` parameter. */
  readonly error: string | undefined;
  readonly origin: RequestOrigin;
};

export type SignInOutcome =
  /** `next` is null for the default page. */
  | { readonly outcome: 'signed_in'; readonly next: string | null; readonly session: IssuedSession }
  /** A silent sign-in found that nobody was signed in at the provider. */
  | { readonly outcome: 'nobody'; readonly next: string | null }
  /** `reason` is a stable code to show, or undefined when no message is due. `signedOut`: the session ended. */
  | { readonly outcome: 'failed'; readonly reason: string | undefined; readonly signedOut: boolean };

export type CompleteSignIn = (input: Input) => Promise<SignInOutcome>;

const failed = (reason?: string, signedOut = false): SignInOutcome => ({
  outcome: 'failed',
  reason,
  signedOut,
});

/**
 * Ends a sign-in: checks that this browser started it, has the provider's answer verified, authenticates the person and
 * creates a new session (contract/rest-api.md 3.14 and deviations D32, D33). Each state is accepted once.
 */
export const makeCompleteSignIn = ({
  identityProvider,
  authenticateUser,
  sessions,
  clock,
  logger,
}: Deps): CompleteSignIn => {
  const forget = (session: Session, { state }: PendingSignIn) =>
    sessions.update(session.key, {
      ...session.data,
      pendingSignIns: session.data.pendingSignIns.filter((pending) => pending.state !== state),
    });

  const signIn = async (
    session: Session,
    pending: PendingSignIn,
    { callbackUrl, origin }: Pick<Input, 'callbackUrl' | 'origin'>,
  ): Promise<SignInOutcome> => {
    try {
      const { claims, idToken, sid } = await identityProvider.completeAuthorization(callbackUrl, pending);
      const user = await authenticateUser(claims, origin);
      const expiresAt = new Date(clock.now().getTime() + SESSION_LIFETIME_MS);
      const owner = { userId: user.id, sub: user.sub, sid };
      const key = await sessions.create({ data: { ...EMPTY_SESSION, idToken }, owner, expiresAt });
      await sessions.destroy(session.key);
      return { outcome: 'signed_in', next: pending.next, session: { key, expiresAt } };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('sign-in failed', { code: error.code, reason: error.params['reason'] }, error);
      return failed(error.code === 'sign_in.refused' ? undefined : error.code.replace('.', '_'));
    }
  };

  return async ({ session, callbackUrl, state, hasCode, error, origin }) => {
    const pendings = session?.data.pendingSignIns ?? [];
    const pending = pendings.find((candidate) => candidate.state === state);
    if (error !== undefined) {
      if (!session || !pending) return failed();
      await forget(session, pending);
      if (pending.silent && error === 'login_required') return { outcome: 'nobody', next: pending.next };
      await sessions.destroy(session.key);
      return failed(undefined, true);
    }
    if (!session || !hasCode || state === undefined || pendings.length === 0) return failed();
    if (!pending) return failed('invalid_state');
    await forget(session, pending);
    return signIn(session, pending, { callbackUrl, origin });
  };
};
