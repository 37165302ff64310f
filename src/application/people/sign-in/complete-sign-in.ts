import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { deviceName } from '../../../domain/identity/device-name.ts';
import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import type { SignInLevels } from '../../../domain/people/sign-in-level.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import {
  EMPTY_SESSION,
  type PendingSignIn,
  type Session,
  type SessionDevice,
  type SessionStore,
} from '../session-store.ts';
import type { AuthenticateUser } from './authenticate-user.ts';
import { makeBecomeFirstStaff } from './first-staff/become-first-staff.ts';
import type { IdentityProvider, SignInResult } from './identity-provider.ts';
import { makeAdmitPerson } from './level/admit-person.ts';
import { makeNoteSignIns } from './note-sign-ins.ts';
import { type IssuedSession, makeStartSignIn, SESSION_LIFETIME_MS } from './start-sign-in.ts';
import { makeStepUps, type StepUpOutcome } from './step-ups.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'audit'>>;
  identityProvider: IdentityProvider;
  authenticateUser: AuthenticateUser;
  sessions: SessionStore;
  clock: Clock;
  logger: Logger;
  signInLevels: SignInLevels;
};

/** The parameters of the browser's callback request. */
type Input = {
  readonly session: Session | undefined;
  readonly callbackUrl: string;
  readonly state: string | undefined;
  readonly hasCode: boolean;
  /** The provider's `error` parameter, and what it says of it to developers. */
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  readonly origin: RequestOrigin;
  /** What the browser says that it is; undefined when it says nothing. */
  readonly userAgent?: string | undefined;
  /** The session's cookie is one that no other host can set. */
  readonly isHostBound?: boolean;
};

export type SignInOutcome =
  /** `next` is null for the default page. */
  | { readonly outcome: 'signed_in'; readonly next: string | null; readonly session: IssuedSession }
  /** A silent sign-in found that nobody was signed in at the provider, or not as they have to be. */
  | { readonly outcome: 'not_signed_in'; readonly next: string | null }
  | StepUpOutcome
  /** `reason` is a stable code to show, or undefined when no message is due. `signedOut`: the session ended. */
  | { readonly outcome: 'failed'; readonly reason: string | undefined; readonly signedOut: boolean };

export type CompleteSignIn = (input: Input) => Promise<SignInOutcome>;

const failed = (reason?: string, signedOut = false): SignInOutcome => ({
  outcome: 'failed',
  reason,
  signedOut,
});

/** What a provider answers that may not show a page (OpenID Connect Core 1.0, section 3.1.2.6): nobody is signed in there. */
const NEEDS_A_PAGE: readonly string[] = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/** Errors that the person caused on purpose: no message is shown. */
const OWN_DOING: readonly string[] = ['access_denied', ...NEEDS_A_PAGE];

/**
 * What a provider answers where a level was essential and is not reached (OpenID Connect Core Unmet Authentication
 * Requirements 1.0), or where the person gave up on the way to it.
 */
const LEVEL_NOT_REACHED: readonly string[] = ['unmet_authentication_requirements', ...OWN_DOING];

/** Errors that time mends (RFC 6749 section 4.1.2.1). All others are about our registration, or about our request. */
const PASSING: readonly string[] = ['temporarily_unavailable', 'server_error'];

const reasonFor = (error: string): string | undefined => {
  if (OWN_DOING.includes(error)) return undefined;
  return PASSING.includes(error) ? 'identity_provider_unavailable' : 'identity_provider_unexpected';
};

const LONGEST_DESCRIPTION = 300;

function deviceOf(userAgent: string | undefined): SessionDevice {
  const { browser = null, system = null } = deviceName(userAgent ?? null);
  return { browser, system };
}

/**
 * Ends a sign-in: checks that this browser started it, has the provider's answer verified, recognizes the person and
 * gives them a fresh session (contract/rest-api.md 3.14 and deviations D32, D33). A state is used once; what other tabs have
 * begun goes on in the fresh session, and in a visitor's former one, whose cookie a request of theirs may still bring.
 * Who lacks the level that is asked of them is led to the provider once more, and gets no session without it.
 */
export const makeCompleteSignIn = ({ unitOfWork, authenticateUser, ...deps }: Deps): CompleteSignIn => {
  const { identityProvider, sessions, clock, logger } = deps;
  const note = makeNoteSignIns({ unitOfWork, clock });
  const becomeFirstStaff = makeBecomeFirstStaff(deps);
  const admitPerson = makeAdmitPerson(deps);
  const stepUps = makeStepUps({ startSignIn: makeStartSignIn(deps), note, sessions, clock, logger });

  const othersThan = ({ data }: Session, { state }: PendingSignIn) =>
    data.pendingSignIns.filter((pending) => pending.state !== state);

  const forget = (session: Session, pending: PendingSignIn) =>
    sessions.update(session.key, {
      ...session.data,
      pendingSignIns: othersThan(session, pending),
    });

  /** Ends a session, unless it is a visitor's in which other tabs have begun a sign-in. */
  const leave = async (session: Session, pending: PendingSignIn): Promise<boolean> => {
    if (!session.user && othersThan(session, pending).length > 0) return false;
    await sessions.destroy(session.key);
    return true;
  };

  const tellDenial = (error: string, description: string | undefined, isOurs: boolean): void => {
    // Anybody can write the address of a callback.
    const code = /^[a-z_]{1,64}$/.test(error) ? error : 'unknown';
    const said = isOurs ? { description: description?.slice(0, LONGEST_DESCRIPTION) } : {};
    logger.warn('the identity provider denied a sign-in', { error: code, started: isOurs, ...said });
  };

  /** The person of an answer, or why their sign-in is not enough for what they may do. */
  const recognize = async ({ claims, acr }: SignInResult, origin: RequestOrigin) => {
    const admission: { waiver?: LevelWaiver } = {};
    try {
      const user = await authenticateUser(claims, origin, async (stores, known, { isNew, provenEmail }) => {
        const person = await becomeFirstStaff(stores, known, { provenEmail, origin });
        const waiver = await admitPerson(stores, person, { acr, isNew, origin });
        if (waiver) admission.waiver = waiver;
      });
      return { user, waiver: admission.waiver };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'sign_in.level_missing') return { lacking: error };
      await note.refused(error, claims, origin);
      throw error;
    }
  };

  const signIn = async (
    session: Session,
    pending: PendingSignIn,
    {
      callbackUrl,
      userAgent,
      ...arrival
    }: Pick<Input, 'callbackUrl' | 'origin' | 'userAgent' | 'isHostBound'>,
  ): Promise<SignInOutcome> => {
    const { origin, isHostBound } = arrival;
    try {
      const answer = await identityProvider.completeAuthorization(callbackUrl, pending);
      const { idToken, sid, acr, claims } = answer;
      const isOther = pending.stepUp !== undefined && pending.stepUp.sub !== claims.sub;
      if (isOther) return await stepUps.turnAway(pending, 'other_person', { origin });
      const { user, waiver, lacking } = await recognize(answer, origin);
      if (lacking) return await stepUps.lead(session, pending, { claims, lacking, ...arrival });
      await note.signedIn(user, origin, acr);
      const seenAt = clock.now();
      const expiresAt = new Date(seenAt.getTime() + SESSION_LIFETIME_MS);
      const owner = { userId: user.id, sub: user.sub, sid };
      const data = {
        ...EMPTY_SESSION,
        pendingSignIns: othersThan(session, pending),
        idToken,
        address: origin.address,
        device: deviceOf(userAgent),
        ...(acr === undefined ? {} : { acr }),
        ...(waiver ? { levelWaivedUntil: waiver.expiresAt.toISOString() } : {}),
        ...(isHostBound ? { isHostBound } : {}),
      };
      const key = await sessions.create({ data, owner, expiresAt, seenAt });
      await leave(session, pending);
      return { outcome: 'signed_in', next: pending.next, session: { key, expiresAt } };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      logger.warn('sign-in failed', { code: error.code, reason: error.params['reason'] }, error);
      return failed(error.code === 'sign_in.refused' ? undefined : error.code.replace('.', '_'));
    }
  };

  return async ({ session, state, hasCode, error, errorDescription, ...arrival }) => {
    const pendings = session?.data.pendingSignIns ?? [];
    const pending = pendings.find((candidate) => candidate.state === state);
    if (error !== undefined) {
      if (!session || !pending) {
        tellDenial(error, errorDescription, false);
        return failed();
      }
      await forget(session, pending);
      if (pending.silent && NEEDS_A_PAGE.includes(error))
        return { outcome: 'not_signed_in', next: pending.next };
      tellDenial(error, errorDescription, true);
      const signedOut = await leave(session, pending);
      return pending.stepUp && LEVEL_NOT_REACHED.includes(error)
        ? stepUps.turnAway(pending, 'level_missing', { ...arrival, error, signedOut })
        : failed(reasonFor(error), signedOut);
    }
    if (!session || !hasCode || state === undefined || pendings.length === 0) return failed();
    if (!pending) return failed('invalid_state');
    await forget(session, pending);
    return signIn(session, pending, arrival);
  };
};
