import type { OrganizationRepository } from '../../../application/organization/organization-repository.ts';
import { isUnnamed, type Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationIdentifiers } from '../../../domain/organization/organization-identifiers.ts';
import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** With its domains in their one spelling. */
const spelled = (organization: Organization): Organization => ({
  ...organization,
  domains: organization.domains.map(normalizeDomain),
});

type Identified = OrganizationIdentifiers & Pick<Organization, 'id'>;

export class MemoryOrganizationRepository implements OrganizationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: OrganizationId): Promise<Organization | undefined> {
    return this.tables.organizations.find(id);
  }

  async lock(id: OrganizationId): Promise<Organization | undefined> {
    return this.find(id);
  }

  async hold(id: OrganizationId): Promise<boolean> {
    return this.tables.organizations.find(id) !== undefined;
  }

  async lockAfter(last: OrganizationId | undefined, limit: number): Promise<readonly Organization[]> {
    return this.tables.organizations
      .all(({ id }) => last === undefined || id > last)
      .sort(ascending(({ id }) => id))
      .slice(0, limit);
  }

  async findByRegistrationId(registrationId: string): Promise<Organization | undefined> {
    return this.tables.organizations.first(({ registrationIds }) => registrationIds.includes(registrationId));
  }

  async findByDomain(domain: string): Promise<Organization | undefined> {
    return this.tables.organizations.first(({ domains }) => domains.includes(normalizeDomain(domain)));
  }

  async listUnnamed(limit: number): Promise<readonly Organization[]> {
    return this.tables.organizations
      .all(isUnnamed)
      .sort(
        ascending(
          ({ createdAt }) => createdAt,
          ({ id }) => id,
        ),
      )
      .slice(0, limit);
  }

  async insertOrFind(organization: Organization): Promise<Organization> {
    const taken = await this.#taken(organization);
    if (taken) return taken.owner;
    this.tables.organizations.insert(spelled(organization));
    return organization;
  }

  async insert(organization: Organization): Promise<void> {
    await this.#refuseTaken(organization);
    this.tables.organizations.insert(spelled(organization));
  }

  async replaceIdentifiers(
    id: OrganizationId,
    { registrationIds, domains }: OrganizationIdentifiers,
  ): Promise<void> {
    await this.#refuseTaken({ id, registrationIds, domains });
    this.tables.organizations.update(id, (stored) => spelled({ ...stored, registrationIds, domains }));
  }

  async addRegistrationIdOrFind(
    organization: Organization,
    registrationId: string,
    at: Date,
  ): Promise<Organization> {
    const owner = await this.findByRegistrationId(registrationId);
    if (owner) return owner;
    const registrationIds = [...organization.registrationIds, registrationId];
    this.tables.organizations.update(organization.id, (stored) => ({
      ...stored,
      registrationIds,
      updatedAt: at,
    }));
    return { ...organization, registrationIds, updatedAt: at };
  }

  async rename(id: OrganizationId, name: string, at: Date): Promise<void> {
    this.tables.organizations.update(id, (stored) => ({ ...stored, name, updatedAt: at }));
  }

  async update({ id, name, metadata, isActive, directoryLookup, updatedAt }: Organization): Promise<void> {
    const changes = { name, metadata, isActive, directoryLookup, updatedAt };
    this.tables.organizations.update(id, (stored) => ({ ...stored, ...changes }));
  }

  /** The first identifier that another organization has. */
  async #taken({ id, registrationIds, domains }: Identified) {
    const kinds = [
      ['registration_id', registrationIds, (value: string) => this.findByRegistrationId(value)],
      ['domain', domains, (value: string) => this.findByDomain(value)],
    ] as const;
    for (const [kind, values, find] of kinds) {
      for (const value of values) {
        const owner = await find(value);
        if (owner && owner.id !== id) return { kind, value, owner };
      }
    }
    return undefined;
  }

  async #refuseTaken(identified: Identified): Promise<void> {
    const taken = await this.#taken(identified);
    if (!taken) return;
    const { kind, value } = taken;
    throw new DomainError(`organization.${kind}_taken`, `Another organization has ${value}`, {
      params: { value },
    });
  }
}
