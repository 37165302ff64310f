import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock, SecretGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeNoteEndedSessions } from '../note-ended-sessions.ts';
import type { Session, SessionStore } from '../session-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = {
  identityProvider: IdentityProvider;
  sessions: SessionStore;
  secrets: SecretGenerator;
  logger: Logger;
  unitOfWork: UnitOfWork<Pick<Repositories, 'audit' | 'users'>>;
  clock: Clock;
};

/** Where the browser is sent: to the provider's sign-out page, or to the default page of the outcome. */
export type SignOutStep = { readonly providerUrl: string } | 'signed_out' | 'unchanged';

export type StartSignOut = (session: Session | undefined, origin: RequestOrigin) => Promise<SignOutStep>;

/**
 * Signs out here at once, and then sends the browser to the provider to sign out there too (OpenID Connect RP-Initiated
 * Logout 1.0, section 2): whatever becomes of that, nobody is left signed in on a computer that others use.
 */
export const makeStartSignOut = ({
  identityProvider,
  sessions,
  secrets,
  logger,
  ...deps
}: Deps): StartSignOut => {
  const note = makeNoteEndedSessions(deps);
  const signOutUrl = (idToken: string, state: string): Promise<string | undefined> =>
    identityProvider.signOutUrl({ idToken, state }).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('sign-out page of the identity provider is not known', { code: error.code }, error);
      return undefined;
    });

  return async (session, origin) => {
    if (session) await sessions.destroy(session.key);
    if (session?.user) await note.signedOut({ userId: session.user.id, origin }, session.user.id);
    const idToken = session?.user && session.data.idToken;
    const providerUrl = idToken ? await signOutUrl(idToken, secrets.next()) : undefined;
    return providerUrl === undefined ? 'signed_out' : { providerUrl };
  };
};

export type CompleteSignOut = (
  session: Session | undefined,
  state: string | undefined,
  origin: RequestOrigin,
) => Promise<SignOutStep>;

/**
 * Ends a session in which a process of an earlier release has started a sign-out: ours end when it starts. Any other state
 * changes nothing (deviation D33).
 */
export const makeCompleteSignOut =
  ({ sessions, ...deps }: Pick<Deps, 'sessions' | 'unitOfWork' | 'clock'>): CompleteSignOut =>
  async (session, state, origin) => {
    if (!session?.user || state === undefined || session.data.signOutState !== state) return 'unchanged';
    await sessions.destroy(session.key);
    const { id } = session.user;
    await makeNoteEndedSessions(deps).signedOut({ userId: id, origin }, id);
    return 'signed_out';
  };
