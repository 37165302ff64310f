import type {
  OrganizationAccessRepository,
  OrganizationClaimRepository,
} from '../../../application/organization/administrators/organization-people-repositories.ts';
import type {
  OrganizationAccess,
  OrganizationRole,
} from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryOrganizationAccessRepository implements OrganizationAccessRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(
    organizationId: OrganizationId,
    id: OrganizationAccessId,
  ): Promise<OrganizationAccess | undefined> {
    const access = this.tables.organizationAccesses.find(id);
    return access?.organizationId === organizationId ? access : undefined;
  }

  async findOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationAccess | undefined> {
    return this.tables.organizationAccesses.first(
      (access) => access.organizationId === organizationId && access.userId === userId,
    );
  }

  async roleOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationRole | undefined> {
    return (await this.findOf(organizationId, userId))?.role;
  }

  async count(organizationId: OrganizationId): Promise<number> {
    return this.tables.organizationAccesses.count((access) => access.organizationId === organizationId);
  }

  async insert(access: OrganizationAccess): Promise<void> {
    this.tables.organizationAccesses.insert(access);
  }

  async delete(id: OrganizationAccessId): Promise<void> {
    this.tables.organizationAccesses.remove((access) => access.id === id);
  }
}

export class MemoryOrganizationClaimRepository implements OrganizationClaimRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: OrganizationClaimId): Promise<OrganizationClaim | undefined> {
    return this.tables.organizationClaims.find(id);
  }

  async listPending(organizationId: OrganizationId): Promise<readonly OrganizationClaim[]> {
    return this.tables.organizationClaims
      .all((claim) => claim.organizationId === organizationId && claim.status === 'pending')
      .sort(
        ascending(
          ({ createdAt }) => createdAt,
          ({ id }) => id,
        ),
      );
  }

  async insert(claim: OrganizationClaim): Promise<void> {
    this.tables.organizationClaims.insert(claim);
  }

  async update({ id, status, decidedBy, updatedAt }: OrganizationClaim): Promise<void> {
    this.tables.organizationClaims.update(id, (stored) => ({ ...stored, status, decidedBy, updatedAt }));
  }
}
