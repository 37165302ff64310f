import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { endAccessTokens } from '../access-tokens-ended.ts';
import { makeNoteEndedSessions } from '../note-ended-sessions.ts';
import type { SessionStore } from '../session-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = {
  identityProvider: IdentityProvider;
  sessions: SessionStore;
  unitOfWork: UnitOfWork<Pick<Repositories, 'signals' | 'audit' | 'users'>>;
  clock: Clock;
  logger: Logger;
};

/** The outcome of a logout request; all but `done` are refusals whose text the contract fixes. */
export type BackChannelOutcome = 'done' | 'invalid_token' | 'subject_missing' | 'already_processed';
export type BackChannelSignOut = (logoutToken: string, origin: RequestOrigin) => Promise<BackChannelOutcome>;

const REMEMBERED_MS = 300_000;

/**
 * Ends the sessions in a provider's logout token: the one of its `sid`, else all of its `sub`. Cached access tokens of
 * `sub`, or of everybody without a `sub`, are dropped. Unknown and signed-out people count as done (OpenID Connect
 * Back-Channel Logout 1.0; deviation D36).
 *
 * @throws DomainError `identity_provider.unavailable` when the provider's keys cannot be fetched
 */
export const makeBackChannelSignOut =
  ({ identityProvider, sessions, unitOfWork, clock, logger }: Deps): BackChannelSignOut =>
  async (logoutToken, origin) => {
    const target = await identityProvider.verifyLogoutToken(logoutToken).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      logger.warn('a logout token was refused', { code: error.code }, error);
      return undefined;
    });
    if (!target) return 'invalid_token';
    if (target.sub === undefined && target.sid === undefined) return 'subject_missing';
    const expiresAt = new Date(clock.now().getTime() + REMEMBERED_MS);
    if (!(await sessions.rememberLogoutToken(target.jti, expiresAt))) return 'already_processed';
    const owners = await sessions.destroyOf(target);
    await unitOfWork.run(({ signals }) => endAccessTokens(signals, target.sub));
    const note = makeNoteEndedSessions({ unitOfWork, clock });
    await note.ended({ userId: null, origin }, owners, 'identity_provider');
    logger.info('sessions ended by the identity provider', { ended: owners.length });
    return 'done';
  };
