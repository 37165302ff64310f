import type {
  OrganizationAccess,
  OrganizationRole,
} from '../../../domain/organization/organization-access.ts';
import type { ClaimStatus, OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';

/** Columns of an access whose table is called `a`. */
export const ORGANIZATION_ACCESS_COLUMNS =
  'a.id, a.organization_id, a.user_id, a.role, a.created_at, a.updated_at';
export type OrganizationAccessRow = {
  id: OrganizationAccessId;
  organization_id: OrganizationId;
  user_id: UserId;
  role: OrganizationRole;
  created_at: Date;
  updated_at: Date;
};
export const toOrganizationAccess = (row: OrganizationAccessRow): OrganizationAccess => ({
  id: row.id,
  organizationId: row.organization_id,
  userId: row.user_id,
  role: row.role,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Columns of a claim whose table is called `c`. */
export const ORGANIZATION_CLAIM_COLUMNS =
  'c.id, c.organization_id, c.user_id, c.reason, c.status, c.decided_by, c.created_at, c.updated_at';
export type OrganizationClaimRow = {
  id: OrganizationClaimId;
  organization_id: OrganizationId;
  user_id: UserId;
  reason: string;
  status: ClaimStatus;
  decided_by: UserId | null;
  created_at: Date;
  updated_at: Date;
};
export const toOrganizationClaim = (row: OrganizationClaimRow): OrganizationClaim => ({
  id: row.id,
  organizationId: row.organization_id,
  userId: row.user_id,
  reason: row.reason,
  status: row.status,
  decidedBy: row.decided_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Columns of a discrepancy whose table is called `d`. */
export const ORGANIZATION_DISCREPANCY_COLUMNS =
  'd.user_id, d.registration_id, d.status, d.settled_by, d.created_at, d.updated_at';
export type OrganizationDiscrepancyRow = {
  user_id: UserId;
  registration_id: string;
  status: OrganizationDiscrepancy['status'];
  settled_by: UserId | null;
  created_at: Date;
  updated_at: Date;
};
export const toOrganizationDiscrepancy = (row: OrganizationDiscrepancyRow): OrganizationDiscrepancy => ({
  userId: row.user_id,
  registrationId: row.registration_id,
  status: row.status,
  settledBy: row.settled_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
