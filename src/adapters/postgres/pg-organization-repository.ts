import type { OrganizationRepository } from '../../application/ports/organization-repository.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-row.ts';
import type { Queryable } from './sql.ts';

export class PgOrganizationRepository implements OrganizationRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationId): Promise<Organization | undefined> {
    return this.#one('o.id = $1', id);
  }

  async lock(id: OrganizationId): Promise<Organization | undefined> {
    return this.#one('o.id = $1 FOR NO KEY UPDATE', id);
  }

  async lockAfter(last: OrganizationId | undefined, limit: number): Promise<readonly Organization[]> {
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o WHERE $1::uuid IS NULL OR o.id > $1
        ORDER BY o.id LIMIT $2 FOR NO KEY UPDATE OF o`,
      [last, limit],
    );
    return rows.map(toOrganization);
  }

  async findByRegistrationId(registrationId: string): Promise<Organization | undefined> {
    return this.#one(
      'o.id = (SELECT r.organization_id FROM organization_registration_id r WHERE r.value = $1)',
      registrationId,
    );
  }

  async findByDomain(domain: string): Promise<Organization | undefined> {
    return this.#one(
      'o.id = (SELECT d.organization_id FROM organization_domain d WHERE d.value = $1)',
      domain,
    );
  }

  async listUnnamed(limit: number): Promise<readonly Organization[]> {
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o
        WHERE EXISTS (SELECT FROM organization_registration_id r WHERE r.organization_id = o.id AND r.value = o.name)
        ORDER BY o.created_at, o.id LIMIT $1`,
      [limit],
    );
    return rows.map(toOrganization);
  }

  async insertOrFind(organization: Organization): Promise<Organization> {
    const { id, registrationIds, domains } = organization;
    // One savepoint: losing the race for an identifier must leave nothing behind, and not end the transaction.
    await this.db.query('SAVEPOINT insert_organization');
    await this.db.query(
      `INSERT INTO organization
         (id, name, metadata, is_active, directory_lookup_status, directory_lookup_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        organization.name,
        organization.metadata,
        organization.isActive,
        organization.directoryLookup?.status,
        organization.directoryLookup?.at,
        organization.createdAt,
        organization.updatedAt,
      ],
    );
    const taken =
      (await this.#claim('organization_registration_id', id, registrationIds)) ??
      (await this.#claim('organization_domain', id, domains));
    if (taken === undefined) {
      await this.db.query('RELEASE SAVEPOINT insert_organization');
      return organization;
    }
    await this.db.query('ROLLBACK TO SAVEPOINT insert_organization');
    const owner = await this.#one(
      `o.id = (SELECT t.organization_id FROM ${taken.table} t WHERE t.value = $1)`,
      taken.value,
    );
    if (!owner) throw new Error(`the organization that holds an identifier vanished`);
    return owner;
  }

  async rename(id: OrganizationId, name: string, at: Date): Promise<void> {
    await this.db.query('UPDATE organization SET name = $2, updated_at = $3 WHERE id = $1', [id, name, at]);
  }

  async update({ id, name, metadata, isActive, directoryLookup, updatedAt }: Organization): Promise<void> {
    await this.db.query(
      `UPDATE organization
          SET name = $2, metadata = $3, is_active = $4, directory_lookup_status = $5, directory_lookup_at = $6,
              updated_at = $7
        WHERE id = $1`,
      [id, name, metadata, isActive, directoryLookup?.status, directoryLookup?.at, updatedAt],
    );
  }

  /**
   * Takes the identifiers; the first one that another organization has, if any. Waits for concurrent takers, who take
   * them in the same order whatever order they were named in: no two can wait for each other.
   */
  async #claim(
    table: 'organization_registration_id' | 'organization_domain',
    id: OrganizationId,
    values: readonly string[],
  ): Promise<{ table: string; value: string } | undefined> {
    const { rows } = await this.db.query<{ value: string }>(
      `INSERT INTO ${table} (value, organization_id, position)
       SELECT v.value, $1, v.position FROM unnest($2::text[]) WITH ORDINALITY AS v (value, position)
        ORDER BY v.value
       ON CONFLICT (value) DO NOTHING
       RETURNING value`,
      [id, values],
    );
    const stored = new Set(rows.map(({ value }) => value));
    const value = values.find((candidate) => !stored.has(candidate));
    return value === undefined ? undefined : { table, value };
  }

  async #one(condition: string, value: string): Promise<Organization | undefined> {
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o WHERE ${condition}`,
      [value],
    );
    return rows[0] && toOrganization(rows[0]);
  }
}
