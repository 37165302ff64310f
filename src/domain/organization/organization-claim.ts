import { DomainError } from '../shared/errors.ts';
import type { OrganizationClaimId, OrganizationId, UserId } from '../shared/ids.ts';

export const CLAIM_STATUSES = ['pending', 'approved', 'rejected', 'withdrawn'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** A member asks to administer an organization that has no administrator. */
export type OrganizationClaim = Readonly<{
  id: OrganizationClaimId;
  organizationId: OrganizationId;
  /** The member who asks. */
  userId: UserId;
  /** In the member's own words. */
  reason: string;
  status: ClaimStatus;
  decidedBy: UserId | null;
  createdAt: Date;
  updatedAt: Date;
}>;

/** Longest reason stored, in characters. */
export const CLAIM_REASON_MAX_LENGTH = 1000;

/** @throws DomainError `organization_claim.not_found`, `organization_claim.already_decided` */
export function ensureIsOpen(claim: OrganizationClaim | undefined): asserts claim is OrganizationClaim {
  if (!claim) throw new DomainError('organization_claim.not_found', 'No such claim');
  if (claim.status !== 'pending') {
    throw new DomainError('organization_claim.already_decided', `The claim is ${claim.status}`);
  }
}
