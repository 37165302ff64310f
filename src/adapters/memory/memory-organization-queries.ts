import type { OrganizationQueries, OrganizationView } from '../../application/ports/queries.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryOrganizationQueries implements OrganizationQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(id: OrganizationId, userId: UserId): Promise<OrganizationView | undefined> {
    const { organizations, organizationAccesses } = this.store.tables;
    const organization = organizations.find(id);
    const access = organizationAccesses.first(
      (candidate) => candidate.organizationId === id && candidate.userId === userId,
    );
    return organization && { organization, role: access?.role };
  }
}
