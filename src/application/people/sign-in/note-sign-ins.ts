import type { AuditDetails } from '../../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { SUB_MAX_LENGTH, type User } from '../../../domain/people/user.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { ownAuditSubject } from '../own-audit-subject.ts';
import type { StepUp } from '../session-store.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'audit'>>; clock: Clock };

/** The object of a refusal of somebody without account here. */
const UNKNOWN = 'unknown';

/** Entries of the audit log about sign-ins. */
export const makeNoteSignIns = ({ unitOfWork, clock }: Deps) => ({
  signedIn: (user: User, origin: RequestOrigin, acr: string | undefined): Promise<void> =>
    unitOfWork.run(({ audit }) =>
      audit.append(
        { userId: user.id, origin },
        {
          ...ownAuditSubject(user, clock.now()),
          action: 'user.signed_in',
          ...(acr === undefined ? {} : { details: { acr } }),
        },
      ),
    ),

  /** Adds an entry about somebody who was led to the provider once more, and gets no session nevertheless. */
  turnedAway: (
    { userId, sub }: StepUp,
    reason: 'level_missing' | 'other_person',
    facts: AuditDetails,
    origin: RequestOrigin,
  ): Promise<void> =>
    unitOfWork.run(({ audit }) =>
      audit.append(
        { userId: null, origin },
        {
          at: clock.now(),
          action: 'user.sign_in_refused',
          objectId: userId ?? UNKNOWN,
          label: '',
          organizationId: null,
          details: { reason, ...facts, ...(userId === undefined ? { sub } : {}) },
        },
      ),
    ),

  /**
   * Adds an entry if the error refuses somebody whom the provider vouches for. Other failures have none: anybody can send
   * browsers here with nothing in hand.
   */
  refused: async (
    error: unknown,
    claims: Readonly<Record<string, unknown>>,
    origin: RequestOrigin,
  ): Promise<void> => {
    if (!(error instanceof DomainError) || error.code !== 'sign_in.refused') return;
    const { reason = '', userId } = error.params;
    const sub = typeof claims['sub'] === 'string' ? claims['sub'].slice(0, SUB_MAX_LENGTH) : null;
    await unitOfWork.run(({ audit }) =>
      audit.append(
        { userId: null, origin },
        {
          at: clock.now(),
          action: 'user.sign_in_refused',
          objectId: userId ?? UNKNOWN,
          label: '',
          organizationId: null,
          // Whoever has an account here is known by it; others by what the provider calls them.
          details: userId === undefined ? { reason, sub } : { reason },
        },
      ),
    );
  },
});

export type NoteSignIns = ReturnType<typeof makeNoteSignIns>;
