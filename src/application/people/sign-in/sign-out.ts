import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { SecretGenerator } from '../../shared/system.ts';
import type { Session, SessionStore } from '../session-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = {
  identityProvider: IdentityProvider;
  sessions: SessionStore;
  secrets: SecretGenerator;
  logger: Logger;
};

/** Where the browser is sent: to the provider's sign-out page, or to the default page of the outcome. */
export type SignOutStep = { readonly providerUrl: string } | 'signed_out' | 'unchanged';

export type StartSignOut = (session: Session | undefined) => Promise<SignOutStep>;

/**
 * Starts a sign-out. A session opened at the provider stays alive until the browser returns from there, so that a person
 * who gives up on the way is still signed in. If the provider fails, the session ends here all the same.
 */
export const makeStartSignOut = ({ identityProvider, sessions, secrets, logger }: Deps): StartSignOut => {
  const signOutUrl = (idToken: string, state: string): Promise<string | undefined> =>
    identityProvider.signOutUrl({ idToken, state }).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('sign-out page of the identity provider is not known', { code: error.code }, error);
      return undefined;
    });

  return async (session) => {
    const idToken = session?.user && session.data.idToken;
    if (session && idToken) {
      const state = secrets.next();
      const providerUrl = await signOutUrl(idToken, state);
      if (providerUrl !== undefined) {
        await sessions.update(session.key, { ...session.data, signOutState: state });
        return { providerUrl };
      }
    }
    if (session) await sessions.destroy(session.key);
    return 'signed_out';
  };
};

export type CompleteSignOut = (
  session: Session | undefined,
  state: string | undefined,
) => Promise<SignOutStep>;

/** Ends a sign-out that this browser started; another state changes nothing (deviation D33). */
export const makeCompleteSignOut =
  ({ sessions }: Pick<Deps, 'sessions'>): CompleteSignOut =>
  async (session, state) => {
    if (!session?.user || state === undefined || session.data.signOutState !== state) return 'unchanged';
    await sessions.destroy(session.key);
    return 'signed_out';
  };
