import type { PlacementRepository } from '../../../application/organization/placement-repository.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { ORGANIZATION_DISCREPANCY } from './organization-discrepancy-table.ts';

export class PgPlacementRepository implements PlacementRepository {
  constructor(private readonly db: Queryable) {}

  async holdsAnything(userId: UserId): Promise<boolean> {
    const { rows } = await this.db.query<{ holds: boolean }>(
      `SELECT EXISTS (SELECT FROM team_access WHERE user_id = $1)
           OR EXISTS (SELECT FROM mail_domain_access WHERE user_id = $1)
           OR EXISTS (SELECT FROM organization_access WHERE user_id = $1)
           OR EXISTS (SELECT FROM organization_claim WHERE user_id = $1 AND status = 'pending') AS holds`,
      [userId],
    );
    return rows[0]?.holds === true;
  }

  async isPlacedByStaff(userId: UserId): Promise<boolean> {
    const { rows } = await this.db.query('SELECT FROM staff_placement WHERE user_id = $1', [userId]);
    return rows.length > 0;
  }

  async recordPlacedByStaff(userId: UserId, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO staff_placement (user_id, placed_at) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET placed_at = excluded.placed_at`,
      [userId, at],
    );
  }

  async findDiscrepancy(userId: UserId): Promise<OrganizationDiscrepancy | undefined> {
    return ORGANIZATION_DISCREPANCY.first(this.db, 'WHERE d.user_id = $1', [userId]);
  }

  async putDiscrepancy(discrepancy: OrganizationDiscrepancy): Promise<void> {
    await ORGANIZATION_DISCREPANCY.put(this.db, discrepancy);
  }

  async removeDiscrepancy(userId: UserId): Promise<void> {
    await ORGANIZATION_DISCREPANCY.delete(this.db, userId);
  }
}
