import type { MailDomain } from '../../mail-domain/mail-domain.ts';
import { isAddressOf, type Mailbox } from '../../mailbox/mailbox.ts';
import { isSameEmail } from '../../shared/email-address.ts';
import { DomainError } from '../../shared/errors.ts';
import type { FactorResetId, MailboxId, UserId } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';

/** A request to take all factors from the owner of a mailbox, who lost theirs, until it is confirmed, cancelled or replaced. */
export type FactorReset = Readonly<{
  id: FactorResetId;
  /** A mailbox has at most one. */
  mailboxId: MailboxId;
  /** Null when that account is no more. */
  requestedBy: UserId | null;
  /** Whether there was a second person to confirm it when it was requested: nobody else is to be got rid of first. */
  needsSecond: boolean;
  createdAt: Date;
  expiresAt: Date;
}>;

const LIFETIME_MS = 7 * 24 * 3600 * 1000;

export const newFactorReset = (
  reset: Pick<FactorReset, 'id' | 'mailboxId' | 'requestedBy' | 'needsSecond' | 'createdAt'>,
): FactorReset => ({ ...reset, expiresAt: new Date(reset.createdAt.getTime() + LIFETIME_MS) });

/** An active person who looks after a domain: an owner or administrator of it, or staff. */
export type FactorGuardian = Readonly<{
  id: UserId;
  name: string | null;
  /** Verified. */
  email: string | null;
  language: Language;
  /** Whether they are owner or administrator of the domain. */
  isManager: boolean;
}>;

/** Whether somebody with that verified address owns the mailbox: it is the mailbox's, or that outside of it. */
export const ownsMailbox = (
  mailbox: Pick<Mailbox, 'localPart' | 'secondaryEmail'>,
  { name }: Pick<MailDomain, 'name'>,
  email: string | null,
): boolean =>
  isAddressOf(mailbox, name, email) ||
  (email !== null && mailbox.secondaryEmail !== null && isSameEmail(mailbox.secondaryEmail, email));

/** Who may confirm a reset that `requestedBy` asked for: neither they nor the owner of the mailbox. */
export const confirmersAmong = (
  guardians: readonly FactorGuardian[],
  requestedBy: UserId | null,
  owns: (email: string | null) => boolean,
): readonly FactorGuardian[] => guardians.filter(({ id, email }) => id !== requestedBy && !owns(email));

/** What the confirmation of a reset is judged by. */
export type Confirmation = Readonly<{
  /** Who confirms, already known to look after the domain; null: an operator of the installation. */
  by: UserId | null;
  /** Whether they own the mailbox. */
  isOwner: boolean;
  guardians: readonly FactorGuardian[];
  /** Whether one of the guardians may confirm in place of who requested it. */
  hasOthers: boolean;
  now: Date;
}>;

/**
 * Refuses a confirmation, unless it comes from a second person, or there is none.
 *
 * @throws DomainError `factor_reset.expired`; `factor_reset.own_mailbox` to the owner of the mailbox; `factor_reset.lapsed` where
 *   who requested it does not look after the domain any more; `factor_reset.second_person_needed` to who requested it
 */
export function ensureMayConfirm(
  reset: FactorReset,
  { by, isOwner, guardians, hasOthers, now }: Confirmation,
): void {
  if (now >= reset.expiresAt) throw new DomainError('factor_reset.expired', 'It was not confirmed in time');
  if (isOwner) throw new DomainError('factor_reset.own_mailbox', 'Others confirm that of their own mailbox');
  if (!isStanding(reset, guardians)) {
    throw new DomainError('factor_reset.lapsed', 'Who requested it may not do so any more');
  }
  if (by !== null && by === reset.requestedBy && (reset.needsSecond || hasOthers)) {
    throw new DomainError('factor_reset.second_person_needed', 'Somebody else has to confirm it');
  }
}

/** Whether who requested it still looks after the domain. */
const isStanding = ({ requestedBy }: FactorReset, guardians: readonly FactorGuardian[]): boolean =>
  guardians.some(({ id }) => id === requestedBy);

/** Whether a request stands in the way of another one: it can be confirmed. */
export const isConfirmable = (reset: FactorReset, guardians: readonly FactorGuardian[], now: Date): boolean =>
  now < reset.expiresAt && isStanding(reset, guardians);
