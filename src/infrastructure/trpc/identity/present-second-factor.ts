import { z } from 'zod';
import type { OwnerFactors } from '../../../application/identity/factor-administration/read-owner-factors.ts';
import type { SecondFactorOverview } from '../../../application/identity/factor-administration/read-second-factor.ts';
import type { UnenrolledMailbox } from '../../../application/identity/factor-administration/second-factor-queries.ts';
import type { FactorReset } from '../../../domain/identity/administration/factor-reset.ts';
import { dayOf, startOfDay } from '../../../domain/identity/administration/second-factor-policy.ts';
import type { AuthenticatorKind } from '../../../domain/identity/authenticator.ts';
import type { FactorResetId, MailboxId, UserId } from '../../../domain/shared/ids.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput } from '../procedure/text-input.ts';

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** The day from which a domain requires a second factor, `YYYY-MM-DD`; null for none of its own. */
export const requiredFromInput = z.iso.date().max(DAY_LENGTH).transform(startOfDay).nullable();

/** A page of those who have no second factor. */
export const unenrolledInput = {
  /** Part of the local part or of the names, or a whole address. */
  search: searchInput,
  page: pageInput(['local_part', 'last_name', 'last_login_at', 'created_at'], {
    field: 'local_part',
    descending: false,
  }),
};

export const mailboxInput = { id: idInput<MailboxId>() };
export const resetInput = { ...mailboxInput, resetId: idInput<FactorResetId>() };
/** `withLink`: a link for the owner to enrol with comes with the answer, this once. */
export const confirmationInput = { ...resetInput, withLink: z.boolean().default(false) };

const day = (date: Date | null): string | null => date && dayOf(date);

/** How far a domain is; days as `YYYY-MM-DD`. */
export interface PresentedOverview {
  /** The day that the domain chose; null for none. */
  requiredFrom: string | null;
  /** The day of the installation, for every domain; null for none. */
  requiredEverywhereFrom: string | null;
  /** The one that counts: the earlier of both. */
  effectiveFrom: string | null;
  /** Of the enabled mailboxes, those whose owners have a second factor, and the others. */
  mailboxes: { with: number; without: number };
}

export const presentOverview = (overview: SecondFactorOverview): PresentedOverview => ({
  requiredFrom: day(overview.requiredFrom),
  requiredEverywhereFrom: day(overview.requiredEverywhereFrom),
  effectiveFrom: day(overview.effectiveFrom),
  mailboxes: { with: overview.enrolled, without: overview.unenrolled },
});

/** An enabled mailbox whose owner has no second factor; instants in ISO 8601. */
export interface PresentedUnenrolled {
  id: MailboxId;
  localPart: string;
  firstName: string;
  lastName: string;
  /** Whether they can prove an enrolment by a code there; others need a link that is handed over. */
  hasSecondaryEmail: boolean;
  /** With their password; null when they never did. */
  lastSignInAt: string | null;
  createdAt: string;
}

export const presentUnenrolled = (mailbox: UnenrolledMailbox): PresentedUnenrolled => ({
  id: mailbox.id,
  localPart: mailbox.localPart,
  firstName: mailbox.firstName,
  lastName: mailbox.lastName,
  hasSecondaryEmail: mailbox.secondaryEmail !== null,
  lastSignInAt: mailbox.lastLoginAt?.toISOString() ?? null,
  createdAt: mailbox.createdAt.toISOString(),
});

/** What is told of somebody's factors; instants in ISO 8601. */
export interface PresentedFactors {
  authenticators: { kind: AuthenticatorKind; createdAt: string; lastUsedAt: string | null }[];
  recoveryCodesLeft: number;
  /** The request to take them away that waits for its confirmation; null when there is none. */
  reset: {
    id: FactorResetId;
    requestedBy: { id: UserId; name: string | null; email: string | null };
    createdAt: string;
    expiresAt: string;
    abilities: { confirm: boolean; cancel: boolean };
  } | null;
}

export const presentFactors = ({
  authenticators,
  recoveryCodesLeft,
  reset,
}: OwnerFactors): PresentedFactors => ({
  authenticators: authenticators.map(({ kind, createdAt, lastUsedAt }) => ({
    kind,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  })),
  recoveryCodesLeft,
  reset: reset && {
    id: reset.id,
    requestedBy: reset.requestedBy,
    createdAt: reset.createdAt.toISOString(),
    expiresAt: reset.expiresAt.toISOString(),
    abilities: { confirm: reset.mayConfirm, cancel: true },
  },
});

/** A request; instants in ISO 8601. */
export interface PresentedReset {
  id: FactorResetId;
  /** Whether another person has to confirm it; else who requested it may. */
  needsSecond: boolean;
  createdAt: string;
  expiresAt: string;
}

export const presentReset = ({ id, needsSecond, createdAt, expiresAt }: FactorReset): PresentedReset => ({
  id,
  needsSecond,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** A link that is shown this once, and until when it is good, in ISO 8601. */
export interface PresentedLink {
  url: string;
  expiresAt: string;
}

export const presentLink = ({
  url,
  expiresAt,
}: {
  readonly url: string;
  readonly expiresAt: Date;
}): PresentedLink => ({ url, expiresAt: expiresAt.toISOString() });
