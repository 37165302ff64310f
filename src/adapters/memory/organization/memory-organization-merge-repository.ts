import type {
  OrganizationMergeRepository,
  OrganizationReferences,
} from '../../../application/organization/organization-merge-repository.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryOrganizationMergeRepository implements OrganizationMergeRepository {
  constructor(private readonly tables: MemoryTables) {}

  async lockWhole(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, Organization>> {
    const found = this.tables.organizations.all(({ id }) => ids.includes(id));
    return new Map(found.map((organization) => [organization.id, organization]));
  }

  async countReferences(id: OrganizationId): Promise<OrganizationReferences> {
    const refers = (row: { readonly organizationId: OrganizationId | null }) => row.organizationId === id;
    return {
      people: this.tables.users.count(refers),
      administrators: this.tables.organizationAccesses.count(refers),
      claims: this.tables.organizationClaims.count(refers),
      teams: this.tables.teams.count(refers),
      mailDomains: this.tables.mailDomains.count(refers),
      serviceProviders: this.tables.organizationServiceProviders.count(
        ({ organizationId }) => organizationId === id,
      ),
    };
  }

  async absorb(into: OrganizationId, from: OrganizationId, at: Date): Promise<void> {
    const { organizations, organizationAccesses, organizationClaims, users, teams, mailDomains } =
      this.tables;
    const refers = (row: { readonly organizationId: OrganizationId | null }) => row.organizationId === from;
    const removed = organizations.find(from);
    if (!removed) return;
    organizations.update(into, (kept) => ({
      ...kept,
      registrationIds: [...kept.registrationIds, ...removed.registrationIds],
      domains: [...kept.domains, ...removed.domains],
    }));
    for (const { id, userId } of organizationAccesses.all(refers)) {
      const isDouble = organizationAccesses.has(
        (access) => access.organizationId === into && access.userId === userId,
      );
      // A duplicate access is deleted with the removed organization.
      if (!isDouble) organizationAccesses.update(id, (access) => ({ ...access, organizationId: into }));
    }
    for (const { id, userId, status } of organizationClaims.all(refers)) {
      const isDouble =
        status === 'pending' &&
        organizationClaims.has(
          (claim) => claim.organizationId === into && claim.userId === userId && claim.status === 'pending',
        );
      const ended = isDouble ? ({ status: 'withdrawn', updatedAt: at } as const) : {};
      organizationClaims.update(id, (claim) => ({ ...claim, ...ended, organizationId: into }));
    }
    this.#absorbServices(into, from);
    for (const { id } of users.all(refers)) {
      users.update(id, (user) => ({ ...user, organizationId: into, updatedAt: at }));
    }
    for (const { id } of teams.all(refers)) teams.update(id, (team) => ({ ...team, organizationId: into }));
    for (const { id } of mailDomains.all(refers)) {
      mailDomains.update(id, (domain) => ({ ...domain, organizationId: into }));
    }
    organizations.remove(({ id }) => id === from);
  }

  #absorbServices(into: OrganizationId, from: OrganizationId): void {
    const { organizationServiceProviders: links } = this.tables;
    for (const { serviceProviderId } of links.remove(({ organizationId }) => organizationId === from)) {
      const isDouble = links.has(
        (link) => link.organizationId === into && link.serviceProviderId === serviceProviderId,
      );
      if (isDouble) continue;
      links.insert({ id: `${into} ${serviceProviderId}`, organizationId: into, serviceProviderId });
    }
  }
}
