import type {
  OrganizationAccessRepository,
  OrganizationClaimRepository,
} from '../../../application/organization/administrators/organization-people-repositories.ts';
import type {
  OrganizationAccess,
  OrganizationRole,
} from '../../../domain/organization/organization-access.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type {
  OrganizationAccessId,
  OrganizationClaimId,
  OrganizationId,
  UserId,
} from '../../../domain/shared/ids.ts';
import { type Queryable, violates } from '../engine/sql.ts';
import {
  ORGANIZATION_ACCESS_COLUMNS,
  ORGANIZATION_CLAIM_COLUMNS,
  type OrganizationAccessRow,
  type OrganizationClaimRow,
  toOrganizationAccess,
  toOrganizationClaim,
} from './organization-people-rows.ts';

export class PgOrganizationAccessRepository implements OrganizationAccessRepository {
  constructor(private readonly db: Queryable) {}

  async find(
    organizationId: OrganizationId,
    id: OrganizationAccessId,
  ): Promise<OrganizationAccess | undefined> {
    const { rows } = await this.db.query<OrganizationAccessRow>(
      `SELECT ${ORGANIZATION_ACCESS_COLUMNS} FROM organization_access a WHERE a.organization_id = $1 AND a.id = $2`,
      [organizationId, id],
    );
    return rows[0] && toOrganizationAccess(rows[0]);
  }

  async findOf(organizationId: OrganizationId, userId: UserId): Promise<OrganizationAccess | undefined> {
    const { rows } = await this.db.query<OrganizationAccessRow>(
      `SELECT ${ORGANIZATION_ACCESS_COLUMNS} FROM organization_access a
        WHERE a.organization_id = $1 AND a.user_id = $2`,
      [organizationId, userId],
    );
    return rows[0] && toOrganizationAccess(rows[0]);
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

  async insert({
    id,
    organizationId,
    userId,
    role,
    createdAt,
    updatedAt,
  }: OrganizationAccess): Promise<void> {
    try {
      await this.db.query(
        `INSERT INTO organization_access (id, organization_id, user_id, role, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, organizationId, userId, role, createdAt, updatedAt],
      );
    } catch (cause) {
      if (!violates(cause, 'organization_access_user_organization_key')) throw cause;
      throw new DomainError('organization_access.already_exists', 'They administer it already', { cause });
    }
  }

  async delete(id: OrganizationAccessId): Promise<void> {
    await this.db.query('DELETE FROM organization_access WHERE id = $1', [id]);
  }
}

export class PgOrganizationClaimRepository implements OrganizationClaimRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationClaimId): Promise<OrganizationClaim | undefined> {
    const { rows } = await this.db.query<OrganizationClaimRow>(
      `SELECT ${ORGANIZATION_CLAIM_COLUMNS} FROM organization_claim c WHERE c.id = $1`,
      [id],
    );
    return rows[0] && toOrganizationClaim(rows[0]);
  }

  async listPending(organizationId: OrganizationId): Promise<readonly OrganizationClaim[]> {
    const { rows } = await this.db.query<OrganizationClaimRow>(
      `SELECT ${ORGANIZATION_CLAIM_COLUMNS} FROM organization_claim c
        WHERE c.organization_id = $1 AND c.status = 'pending' ORDER BY c.created_at, c.id`,
      [organizationId],
    );
    return rows.map(toOrganizationClaim);
  }

  async insert(claim: OrganizationClaim): Promise<void> {
    const { id, organizationId, userId, reason, status, decidedBy, createdAt, updatedAt } = claim;
    try {
      await this.db.query(
        `INSERT INTO organization_claim
           (id, organization_id, user_id, reason, status, decided_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, organizationId, userId, reason, status, decidedBy, createdAt, updatedAt],
      );
    } catch (cause) {
      if (!violates(cause, 'organization_claim_pending_key')) throw cause;
      throw new DomainError('organization_claim.already_filed', 'They have asked already', { cause });
    }
  }

  async update({ id, status, decidedBy, updatedAt }: OrganizationClaim): Promise<void> {
    await this.db.query(
      'UPDATE organization_claim SET status = $2, decided_by = $3, updated_at = $4 WHERE id = $1',
      [id, status, decidedBy, updatedAt],
    );
  }
}
