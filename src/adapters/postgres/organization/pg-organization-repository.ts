import type { OrganizationRepository } from '../../../application/organization/organization-repository.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationIdentifiers } from '../../../domain/organization/organization-identifiers.ts';
import { domainSpellings, normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import {
  ORGANIZATION,
  ORGANIZATION_COLUMNS,
  type OrganizationRow,
  toOrganization,
  toStoredOrganization,
} from './organization-table.ts';

const IDENTIFIER_TABLES = ['organization_registration_id', 'organization_domain'] as const;
type IdentifierTable = (typeof IDENTIFIER_TABLES)[number];
type Taken = { readonly table: IdentifierTable; readonly value: string };

const TAKEN_CODE = {
  organization_registration_id: 'organization.registration_id_taken',
  organization_domain: 'organization.domain_taken',
} as const;

/** @throws DomainError when another organization has an identifier */
function refuseTaken(taken: Taken | undefined): void {
  if (!taken) return;
  const { table, value } = taken;
  throw new DomainError(TAKEN_CODE[table], `Another organization has ${value}`, { params: { value } });
}

export class PgOrganizationRepository implements OrganizationRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: OrganizationId): Promise<Organization | undefined> {
    return this.#one('o.id = $1', id);
  }

  async lock(id: OrganizationId): Promise<Organization | undefined> {
    return this.#one('o.id = $1 FOR NO KEY UPDATE', id);
  }

  async hold(id: OrganizationId): Promise<boolean> {
    const { rows } = await this.db.query('SELECT FROM organization o WHERE o.id = $1 FOR KEY SHARE', [id]);
    return rows.length > 0;
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
      `o.id = (SELECT d.organization_id FROM organization_domain d
                WHERE d.value = ANY ($1::text[]) ORDER BY array_position($1::text[], d.value) LIMIT 1)`,
      domainSpellings(domain),
    );
  }

  async listUnnamed(limit: number): Promise<readonly Organization[]> {
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o
        WHERE EXISTS (SELECT FROM organization_registration_id r WHERE r.organization_id = o.id AND r.value = o.name)
           OR EXISTS (SELECT FROM organization_domain d JOIN organization_registration_id r USING (organization_id)
                       WHERE d.organization_id = o.id AND d.value = o.name)
        ORDER BY o.created_at, o.id LIMIT $1`,
      [limit],
    );
    return rows.map(toOrganization);
  }

  async insertOrFind(organization: Organization): Promise<Organization> {
    const { id } = organization;
    // A savepoint, so that losing the race for an identifier leaves nothing behind and does not end the transaction.
    await this.db.query('SAVEPOINT insert_organization');
    await ORGANIZATION.insert(this.db, toStoredOrganization(organization));
    const taken = await this.#claimAll(id, organization);
    if (taken === undefined) {
      await this.db.query('RELEASE SAVEPOINT insert_organization');
      return organization;
    }
    await this.db.query('ROLLBACK TO SAVEPOINT insert_organization');
    return this.#ownerOf(taken);
  }

  async insert(organization: Organization): Promise<void> {
    await this.#lockHeld(organization);
    await ORGANIZATION.insert(this.db, toStoredOrganization(organization));
    refuseTaken(await this.#claimAll(organization.id, organization));
  }

  async replaceIdentifiers(id: OrganizationId, identifiers: OrganizationIdentifiers): Promise<void> {
    await this.#lockHeld(identifiers, id);
    for (const table of IDENTIFIER_TABLES) {
      await this.db.query(`DELETE FROM ${table} WHERE organization_id = $1`, [id]);
    }
    refuseTaken(await this.#claimAll(id, identifiers));
  }

  async addRegistrationIdOrFind(
    organization: Organization,
    registrationId: string,
    at: Date,
  ): Promise<Organization> {
    const { rowCount } = await this.db.query(
      `INSERT INTO organization_registration_id (value, organization_id, position)
       SELECT $2, $1, 1 + coalesce(max(r.position), 0) FROM organization_registration_id r WHERE r.organization_id = $1
       ON CONFLICT (value) DO NOTHING`,
      [organization.id, registrationId],
    );
    if (rowCount === 0)
      return this.#ownerOf({ table: 'organization_registration_id', value: registrationId });
    await this.db.query('UPDATE organization SET updated_at = $2 WHERE id = $1', [organization.id, at]);
    return {
      ...organization,
      registrationIds: [...organization.registrationIds, registrationId],
      updatedAt: at,
    };
  }

  async rename(id: OrganizationId, name: string, at: Date): Promise<void> {
    await this.db.query('UPDATE organization SET name = $2, updated_at = $3 WHERE id = $1', [id, name, at]);
  }

  async update(organization: Organization): Promise<void> {
    await ORGANIZATION.update(this.db, toStoredOrganization(organization));
  }

  /**
   * Locks the rows of these values, and those of an organization, in one order for all transactions: one that exchanges
   * values locks them all before it waits for values that are only being taken.
   */
  async #lockHeld({ registrationIds, domains }: OrganizationIdentifiers, id?: OrganizationId): Promise<void> {
    for (const [table, values] of [
      ['organization_registration_id', registrationIds],
      ['organization_domain', domains],
    ] as const) {
      await this.db.query(
        `SELECT FROM ${table} t WHERE t.value = ANY($1::text[]) OR t.organization_id = $2
          ORDER BY t.value FOR UPDATE`,
        [values, id],
      );
    }
  }

  async #ownerOf({ table, value }: Taken): Promise<Organization> {
    const owner = await this.#one(
      `o.id = (SELECT t.organization_id FROM ${table} t WHERE t.value = $1) FOR KEY SHARE OF o`,
      value,
    );
    if (!owner) throw new Error('the organization that holds an identifier vanished');
    return owner;
  }

  /** Domains in their one spelling. */
  async #claimAll(
    id: OrganizationId,
    { registrationIds, domains }: OrganizationIdentifiers,
  ): Promise<Taken | undefined> {
    return (
      (await this.#claim('organization_registration_id', id, registrationIds)) ??
      (await this.#claim('organization_domain', id, domains.map(normalizeDomain)))
    );
  }

  /**
   * Takes the identifiers; returns the first one that another organization has, if any. Waits for concurrent
   * transactions, which all take identifiers in the same order, so that no two wait for each other.
   */
  async #claim(
    table: IdentifierTable,
    id: OrganizationId,
    values: readonly string[],
  ): Promise<Taken | undefined> {
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

  async #one(condition: string, value: string | readonly string[]): Promise<Organization | undefined> {
    const { rows } = await this.db.query<OrganizationRow>(
      `SELECT ${ORGANIZATION_COLUMNS} FROM organization o WHERE ${condition}`,
      [value],
    );
    return rows[0] && toOrganization(rows[0]);
  }
}
