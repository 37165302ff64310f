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
import type { Queryable } from '../engine/sql.ts';
import { ORGANIZATION_ACCESS } from './organization-access-table.ts';
import { ORGANIZATION_CLAIM } from './organization-claim-table.ts';

export class PgOrganizationAccessRepository implements OrganizationAccessRepository {
  constructor(private readonly db: Queryable) {}

  async find(
    organizationId: OrganizationId,
    id: OrganizationAccessId,
  ): Promise<OrganizationAccess | undefined> {
    return ORGANIZATION_ACCESS.first(this.db, 'WHERE a.organization_id = $1 AND a.id = $2', [
      organizationId,
      id,
    ]);
  }

  async findOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationAccess | undefined> {
    const condition = 'WHERE a.organization_id = $1 AND a.user_id = $2';
    return ORGANIZATION_ACCESS.first(this.db, condition, [organizationId, userId]);
  }

  async roleOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationRole | undefined> {
    const { rows } = await this.db.query<{ role: OrganizationRole }>(
      'SELECT a.role FROM organization_access a WHERE a.organization_id = $1 AND a.user_id = $2',
      [organizationId, userId],
    );
    return rows[0]?.role;
  }

  async count(organizationId: OrganizationId): Promise<number> {
    const { rows } = await this.db.query<{ total: number }>(
      'SELECT count(*)::int AS total FROM organization_access a WHERE a.organization_id = $1',
      [organizationId],
    );
    return rows[0]?.total ?? 0;
  }

  async insert(access: OrganizationAccess): Promise<void> {
    await ORGANIZATION_ACCESS.insert(this.db, access);
  }

  async delete(id: OrganizationAccessId): Promise<void> {
    await ORGANIZATION_ACCESS.delete(this.db, id);
  }
}

export class PgOrganizationClaimRepository implements OrganizationClaimRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationClaimId): Promise<OrganizationClaim | undefined> {
    return ORGANIZATION_CLAIM.first(this.db, 'WHERE c.id = $1', [id]);
  }

  async listPending(organizationId: OrganizationId): Promise<readonly OrganizationClaim[]> {
    const pending = `WHERE c.organization_id = $1 AND c.status = 'pending' ORDER BY c.created_at, c.id`;
    return ORGANIZATION_CLAIM.all(this.db, pending, [organizationId]);
  }

  async insert(claim: OrganizationClaim): Promise<void> {
    await ORGANIZATION_CLAIM.insert(this.db, claim);
  }

  async update(claim: OrganizationClaim): Promise<void> {
    await ORGANIZATION_CLAIM.update(this.db, claim);
  }
}
