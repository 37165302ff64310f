import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationStanding } from '../../../domain/organization/organization-management.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';

/** Writers lock the organization first. */
export interface OrganizationAccessRepository {
  find(organizationId: OrganizationId, id: OrganizationAccessId): Promise<OrganizationAccess | undefined>;
  /** The access of a person, whatever their own organization. */
  findOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationAccess | undefined>;
  /** The role of a person, whatever their own organization. */
  roleOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationStanding['role']>;
  /** The number of its administrators. */
  count(organizationId: OrganizationId): Promise<number>;
  /** @throws DomainError `organization_access.already_exists` */
  insert(access: OrganizationAccess): Promise<void>;
  delete(id: OrganizationAccessId): Promise<void>;
}

/** Writers lock the organization first. */
export interface OrganizationClaimRepository {
  find(id: OrganizationClaimId): Promise<OrganizationClaim | undefined>;
  /** Pending claims, oldest first. */
  listPending(organizationId: OrganizationId): Promise<readonly OrganizationClaim[]>;
  /** @throws DomainError `organization_claim.already_filed` when the person has a pending claim to the organization */
  insert(claim: OrganizationClaim): Promise<void>;
  /** Replaces status, decider and date of change. */
  update(claim: OrganizationClaim): Promise<void>;
}
