import { DomainError } from '../shared/errors.ts';
import type { UserId } from '../shared/ids.ts';

export const DISCREPANCY_SETTLEMENTS = ['move', 'ignore'] as const;
/** What staff do about one: make the person a member of the organization their provider names, or leave them. */
export type DiscrepancySettlement = (typeof DISCREPANCY_SETTLEMENTS)[number];

/**
 * Somebody's provider names another organization than theirs, and they cannot just be moved there: they hold something,
 * or staff placed them. One a person, about what was claimed last.
 */
export type OrganizationDiscrepancy = Readonly<{
  userId: UserId;
  /** What the provider says; the organization that has it, if any, is the one named. */
  registrationId: string;
  /** An ignored one stays, so that the same claim is not asked about again. */
  status: 'open' | 'ignored';
  settledBy: UserId | null;
  createdAt: Date;
  updatedAt: Date;
}>;

/** The one to keep after somebody claimed `registrationId` at `at`; the same when there is nothing new. */
export function discrepancyAfter(
  known: OrganizationDiscrepancy | undefined,
  { userId, registrationId }: Pick<OrganizationDiscrepancy, 'userId' | 'registrationId'>,
  at: Date,
): OrganizationDiscrepancy {
  if (known?.registrationId === registrationId) return known;
  return { userId, registrationId, status: 'open', settledBy: null, createdAt: at, updatedAt: at };
}

/** @throws DomainError `organization_discrepancy.not_found` */
export function ensureIsOpen(
  discrepancy: OrganizationDiscrepancy | undefined,
): asserts discrepancy is OrganizationDiscrepancy {
  if (discrepancy?.status === 'open') return;
  throw new DomainError('organization_discrepancy.not_found', 'Nothing to settle about them');
}
