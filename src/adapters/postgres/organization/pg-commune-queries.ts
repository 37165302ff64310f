import type { CommuneQueries } from '../../../application/organization/commune-queries.ts';
import type { Queryable } from '../engine/sql.ts';

export class PgCommuneQueries implements CommuneQueries {
  constructor(private readonly db: Queryable) {}

  async registrationIds(): Promise<readonly string[]> {
    const { rows } = await this.db.query<{ value: string }>(
      `SELECT r.value FROM organization o JOIN organization_registration_id r ON r.organization_id = o.id
        WHERE o.is_active AND o.metadata -> 'is_commune' = 'true'::jsonb
        ORDER BY o.created_at DESC, o.id, r.position`,
    );
    return rows.map(({ value }) => value);
  }
}
