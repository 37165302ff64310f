import { emailKey, isEmailAddress } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import type { UserManager } from './user-management.ts';

/**
 * An operator's word that whoever signs in with an address first, as the identity provider verifies it, becomes staff: once,
 * within a time.
 */
export type FirstStaff = Readonly<{
  /** As `emailKey` writes it, which names one permission at most. */
  email: string;
  /** Whether they become a superuser as well. */
  isSuperuser: boolean;
  createdAt: Date;
  expiresAt: Date;
}>;

const LIFETIME_MS = 7 * 24 * 3600 * 1000;

/**
 * Only who has the server may name the first staff: staff and superusers make others staff by their accounts.
 *
 * @throws DomainError `user.action_forbidden`
 */
export function ensureMayNameFirstStaff({ userId, isSuperuser }: UserManager): void {
  if (userId === null && isSuperuser) return;
  throw new DomainError('user.action_forbidden', 'Only operators name the first staff, at the command line');
}

/** @throws DomainError `request.invalid` on what is no e-mail address */
export function newFirstStaff(
  { email, isSuperuser }: Readonly<{ email: string; isSuperuser: boolean }>,
  now: Date,
): FirstStaff {
  if (!isEmailAddress(email)) throw new DomainError('request.invalid', 'email: not an e-mail address');
  return {
    email: emailKey(email),
    isSuperuser,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIFETIME_MS),
  };
}
