import type { OrganizationRepository } from '../../application/ports/organization-repository.ts';
import { isUnnamed, type Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { ascending } from './ascending.ts';
import type { MemoryTables } from './memory-tables.ts';

export class MemoryOrganizationRepository implements OrganizationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: OrganizationId): Promise<Organization | undefined> {
    return this.tables.organizations.find(id);
  }

  async lock(id: OrganizationId): Promise<Organization | undefined> {
    return this.find(id);
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
    return this.tables.organizations.first(({ domains }) => domains.includes(domain));
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
    for (const registrationId of organization.registrationIds) {
      const owner = await this.findByRegistrationId(registrationId);
      if (owner) return owner;
    }
    for (const domain of organization.domains) {
      const owner = await this.findByDomain(domain);
      if (owner) return owner;
    }
    this.tables.organizations.insert(organization);
    return organization;
  }

  async rename(id: OrganizationId, name: string, at: Date): Promise<void> {
    this.tables.organizations.update(id, (stored) => ({ ...stored, name, updatedAt: at }));
  }

  async update({ id, name, metadata, isActive, directoryLookup, updatedAt }: Organization): Promise<void> {
    const changes = { name, metadata, isActive, directoryLookup, updatedAt };
    this.tables.organizations.update(id, (stored) => ({ ...stored, ...changes }));
  }
}
