import { DomainError } from '../shared/errors.ts';
import type { UserId } from '../shared/ids.ts';
import { problemsOfLine, singleLine } from '../shared/single-line-text.ts';
import { isLongerThan } from '../shared/text-length.ts';
import type { UserManager } from './user-management.ts';

/**
 * An operator's permission for one sign-in of one person without the level that is asked of them, for the day on which the
 * identity provider's second factor is out of order. The session ends with its time.
 */
export type LevelWaiver = Readonly<{
  userId: UserId;
  /** Why, for the audit log and other operators. */
  reason: string;
  createdAt: Date;
  expiresAt: Date;
}>;

export const WAIVER_MAX_SECONDS = 24 * 3600;
const WAIVER_MIN_SECONDS = 60;
export const WAIVER_REASON_MAX_LENGTH = 300;

const invalid = (why: string) => new DomainError('request.invalid', why);

/**
 * Only who has the server may waive a level: staff would waive it for each other.
 *
 * @throws DomainError `user.action_forbidden`
 */
export function ensureMayWaiveLevels({ userId, isSuperuser }: UserManager): void {
  if (userId === null && isSuperuser) return;
  throw new DomainError('user.action_forbidden', 'Only operators waive levels, at the command line');
}

/** @throws DomainError `request.invalid` on a time or a reason out of bounds */
export function newLevelWaiver(
  { userId, reason: given, seconds }: Readonly<{ userId: UserId; reason: string; seconds: number }>,
  now: Date,
): LevelWaiver {
  if (!Number.isFinite(seconds) || seconds < WAIVER_MIN_SECONDS || seconds > WAIVER_MAX_SECONDS) {
    throw invalid('The time must be from one minute to 24 hours');
  }
  const reason = singleLine(given);
  if (reason === '' || problemsOfLine(reason).length > 0 || isLongerThan(reason, WAIVER_REASON_MAX_LENGTH)) {
    throw invalid(`The reason must be one line of 1 to ${WAIVER_REASON_MAX_LENGTH} characters`);
  }
  return { userId, reason, createdAt: now, expiresAt: new Date(now.getTime() + seconds * 1000) };
}
