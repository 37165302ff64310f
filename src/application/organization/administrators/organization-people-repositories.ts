import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationStanding } from '../../../domain/organization/organization-management.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';

/** Whoever writes here locks the organization first. */
export interface OrganizationAccessRepository {
  find(organizationId: OrganizationId, id: OrganizationAccessId): Promise<OrganizationAccess | undefined>;
  /** The access of a person, from wherever they are. */
  findOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationAccess | undefined>;
  /** The role of a person, from wherever they are. */
  roleOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationStanding['role']>;
  /** How many administer it. */
  count(organizationId: OrganizationId): Promise<number>;
  /** @throws DomainError `organization_access.already_exists` */
  insert(access: OrganizationAccess): Promise<void>;
  delete(id: OrganizationAccessId): Promise<void>;
}

/** Whoever writes here locks the organization first. */
export interface OrganizationClaimRepository {
  find(id: OrganizationClaimId): Promise<OrganizationClaim | undefined>;
  /** Claims to decide, oldest first. */
  listPending(organizationId: OrganizationId): Promise<readonly OrganizationClaim[]>;
  /** @throws DomainError `organization_claim.already_filed` when the person has a pending one there */
  insert(claim: OrganizationClaim): Promise<void>;
  /** Replaces status, who decided and date of change. */
  update(claim: OrganizationClaim): Promise<void>;
}
