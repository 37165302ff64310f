import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import type { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import type { PendingSignIn, Session, SessionStore } from '../session-store.ts';
import type { IdentityClaims } from './identity-provider.ts';
import type { NoteSignIns } from './note-sign-ins.ts';
import type { IssuedSession, StartSignIn } from './start-sign-in.ts';

/** Why somebody who was led to the provider once more gets no session. */
export type TurnedAway = 'level_missing' | 'other_person';

export type StepUpOutcome =
  /** The browser goes to the provider once more. `session`: to be remembered, where the browser's own is gone. */
  | { readonly outcome: 'step_up'; readonly url: string; readonly session: IssuedSession | undefined }
  /** `levels`: those of which one was asked; `reached`: the one that the provider told, if any. */
  | {
      readonly outcome: 'turned_away';
      readonly reason: TurnedAway;
      readonly levels: readonly string[];
      readonly reached: string | undefined;
      readonly next: string | null;
      readonly signedOut: boolean;
    };

type Deps = {
  startSignIn: StartSignIn;
  note: NoteSignIns;
  sessions: Pick<SessionStore, 'find'>;
  clock: Clock;
  logger: Logger;
};

type Arrival = Readonly<{ origin: RequestOrigin; isHostBound?: boolean }>;

/** What is known of somebody who lacks a level; `lacking` is a `sign_in.level_missing`. */
type Lacking = Arrival & Readonly<{ claims: IdentityClaims; lacking: DomainError }>;

type Facts = Readonly<{
  origin: RequestOrigin;
  levels?: readonly string[];
  reached?: string | undefined;
  /** The provider's error code. */
  error?: string;
  signedOut?: boolean;
}>;

/**
 * Sign-ins whose level is not enough for what the person may do. Nobody is known at the first redirection: so the provider
 * is asked again, once, for one of the levels as essential, of the same person and for the same page. Who still comes back
 * without it, or as somebody else, is told so. A silent sign-in shows no page, and signs nobody in then.
 */
export const makeStepUps = ({ startSignIn, note, sessions, clock, logger }: Deps) => {
  const turnAway = async (
    { next, stepUp }: PendingSignIn,
    reason: TurnedAway,
    { origin, levels = stepUp?.levels ?? [], reached, error, signedOut = false }: Facts,
  ): Promise<StepUpOutcome> => {
    const facts = { levels, reached: reached ?? null, ...(error === undefined ? {} : { error }) };
    if (stepUp) await note.turnedAway(stepUp, reason, facts, origin);
    logger.warn('sign-in failed', {
      code: `sign_in.${reason}`,
      userId: stepUp?.userId,
      levels: levels.join(' '),
      reached,
    });
    return { outcome: 'turned_away', reason, levels, reached, next, signedOut };
  };

  const lead = async (
    session: Session,
    pending: PendingSignIn,
    { claims, lacking, origin, isHostBound }: Lacking,
  ): Promise<StepUpOutcome | { readonly outcome: 'not_signed_in'; readonly next: string | null }> => {
    const { levels: listed = '', reached, userId } = lacking.params;
    const levels = listed.split(' ');
    if (pending.stepUp) return turnAway(pending, 'level_missing', { origin, levels, reached });
    logger.info('a sign-in needs another level', { userId, levels: listed, reached, silent: pending.silent });
    if (pending.silent) return { outcome: 'not_signed_in', next: pending.next };
    const { email } = claims;
    const hint = typeof email === 'string' && isEmailAddress(email) ? email : undefined;
    const stepUp = { sub: claims.sub, levels, ...(userId === undefined ? {} : { userId }) };
    // What other tabs have begun in the meantime must not be forgotten.
    const present = await sessions.find(session.key, clock.now());
    const started = await startSignIn({
      session: present,
      next: pending.next,
      silent: false,
      loginHint: hint,
      ...(isHostBound === undefined ? {} : { isHostBound }),
      stepUp,
    });
    return { outcome: 'step_up', url: started.url, session: present ? undefined : started.session };
  };

  return { lead, turnAway };
};
