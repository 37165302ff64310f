import type {
  ListedOrganization,
  OrganizationFilter,
  OrganizationOrderField,
  OrganizationQueries,
  OrganizationView,
  StoredRegistrationId,
} from '../../../application/organization/organization-queries.ts';
import { type CursorRequest, MOST_COUNTED, type Page } from '../../../application/shared/page.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

export class MemoryOrganizationQueries implements OrganizationQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(id: OrganizationId, userId: UserId | null): Promise<OrganizationView | undefined> {
    const { organizations, organizationAccesses } = this.store.tables;
    const organization = organizations.find(id);
    const access = organizationAccesses.first(
      (candidate) => candidate.organizationId === id && candidate.userId === userId,
    );
    return organization && { organization, role: access?.role };
  }

  async registrationIds(): Promise<readonly StoredRegistrationId[]> {
    return this.store.tables.organizations
      .all(() => true)
      .sort(ascending(({ id }) => id))
      .flatMap(({ id, registrationIds }) => registrationIds.map((value) => ({ value, organizationId: id })));
  }

  async domains(): Promise<readonly string[]> {
    return this.store.tables.organizations.all(() => true).flatMap(({ domains }) => domains);
  }

  async page(
    { search, isActive, hasAdministrator, domainAmong }: OrganizationFilter,
    request: CursorRequest<OrganizationOrderField>,
  ): Promise<Page<ListedOrganization>> {
    const { organizations, organizationAccesses } = this.store.tables;
    const rows = organizations
      .all(
        (organization) =>
          isFound(search, [organization.name, ...organization.registrationIds, ...organization.domains]) &&
          (isActive === undefined || organization.isActive === isActive) &&
          (domainAmong === undefined || organization.domains.some((domain) => domainAmong.includes(domain))),
      )
      .map((organization) => ({
        ...organization,
        administrators: organizationAccesses.count(
          ({ organizationId }) => organizationId === organization.id,
        ),
      }))
      .filter(
        ({ administrators }) => hasAdministrator === undefined || administrators > 0 === hasAdministrator,
      );
    const page = pageOf(rows, request, {
      name: ({ name }) => name,
      created_at: ({ createdAt }) => createdAt,
    });
    return { ...page, total: Math.min(page.total, MOST_COUNTED) };
  }
}
