import type {
  OrganizationMergeRepository,
  OrganizationReferences,
} from '../../../application/organization/organization-merge-repository.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import type { MERGED_TABLES } from './organization-references.ts';
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-table.ts';

/** Appends identifiers to the existing ones. */
const append = (table: string): string =>
  `UPDATE ${table} SET organization_id = $1,
          position = position + (SELECT coalesce(max(i.position), 0) FROM ${table} i WHERE i.organization_id = $1)
    WHERE organization_id = $2`;
const rewrite = (table: string): string =>
  `UPDATE ${table} SET organization_id = $1 WHERE organization_id = $2`;

/** The statements for each table; `$1` replaces `$2`. */
const STATEMENTS: Readonly<Record<(typeof MERGED_TABLES)[number], readonly string[]>> = {
  organization_registration_id: [append('organization_registration_id')],
  organization_domain: [append('organization_domain')],
  organization_access: [
    `DELETE FROM organization_access a USING organization_access kept
      WHERE a.organization_id = $2 AND kept.organization_id = $1 AND kept.user_id = a.user_id`,
    rewrite('organization_access'),
  ],
  organization_claim: [
    `UPDATE organization_claim c SET status = 'withdrawn', updated_at = $3::timestamptz
      WHERE c.organization_id = $2 AND c.status = 'pending'
        AND EXISTS (SELECT FROM organization_claim kept
                     WHERE kept.organization_id = $1 AND kept.user_id = c.user_id AND kept.status = 'pending')`,
    rewrite('organization_claim'),
  ],
  organization_service_provider: [
    `DELETE FROM organization_service_provider s USING organization_service_provider kept
      WHERE s.organization_id = $2 AND kept.organization_id = $1
        AND kept.service_provider_id = s.service_provider_id`,
    rewrite('organization_service_provider'),
  ],
  user_account: [
    'UPDATE user_account SET organization_id = $1, updated_at = $3::timestamptz WHERE organization_id = $2',
  ],
  team: [rewrite('team')],
  mail_domain: [rewrite('mail_domain')],
};

export class PgOrganizationMergeRepository implements OrganizationMergeRepository {
  constructor(private readonly db: Queryable) {}

  async lockWhole(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, Organization>> {
    await this.db.query('SELECT FROM organization o WHERE o.id = ANY($1::uuid[]) ORDER BY o.id FOR UPDATE', [
      ids,
    ]);
    // Read in a statement after the locks: a locking statement returns joined rows as they were before its wait.
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o WHERE o.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, toOrganization(row)]));
  }

  async countReferences(id: OrganizationId): Promise<OrganizationReferences> {
    const { rows } = await this.db.query<OrganizationReferences>(
      `SELECT (SELECT count(*)::int FROM user_account WHERE organization_id = $1) AS people,
              (SELECT count(*)::int FROM organization_access WHERE organization_id = $1) AS administrators,
              (SELECT count(*)::int FROM organization_claim WHERE organization_id = $1) AS claims,
              (SELECT count(*)::int FROM team WHERE organization_id = $1) AS teams,
              (SELECT count(*)::int FROM mail_domain WHERE organization_id = $1) AS "mailDomains",
              (SELECT count(*)::int FROM organization_service_provider WHERE organization_id = $1)
                AS "serviceProviders"`,
      [id],
    );
    const [counted] = rows;
    if (!counted) throw new Error('a statement without FROM answered no row');
    return counted;
  }

  async absorb(into: OrganizationId, from: OrganizationId, at: Date): Promise<void> {
    for (const statements of Object.values(STATEMENTS)) {
      for (const statement of statements) {
        await this.db.query(statement, statement.includes('$3') ? [into, from, at] : [into, from]);
      }
    }
    await this.db.query('DELETE FROM organization WHERE id = $1', [from]);
  }
}
