import { DomainError } from '../shared/errors.ts';
import type { UserId } from '../shared/ids.ts';

export const DISCREPANCY_SETTLEMENTS = ['move', 'ignore'] as const;
/** How staff settle a discrepancy: `move` makes the person a member of the organization that the provider names. */
export type DiscrepancySettlement = (typeof DISCREPANCY_SETTLEMENTS)[number];

/**
 * A person's provider names another organization than theirs, and they cannot be moved there at once: they hold accesses
 * or contacts, or staff placed them. There is one discrepancy a person, about the latest claim.
 */
export type OrganizationDiscrepancy = Readonly<{
  userId: UserId;
  /** The claimed registration id; the organization that has it, if any, is the one claimed. */
  registrationId: string;
  /** An ignored discrepancy is stored, so that the same claim is not raised again. */
  status: 'open' | 'ignored';
  settledBy: UserId | null;
  createdAt: Date;
  updatedAt: Date;
}>;

/** The discrepancy to store after a person claimed `registrationId` at `at`; unchanged for the same claim. */
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
