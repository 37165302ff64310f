import type {
  ClaimFilter,
  OrganizationAccessView,
  OrganizationClaimView,
  OrganizationDiscrepancyView,
  OrganizationPeopleQueries,
} from '../../../application/organization/administrators/organization-people-queries.ts';
import type { CursorRequest, Page, PageRequest } from '../../../application/shared/page.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';

const BY_CREATION = { created_at: ({ createdAt }: { readonly createdAt: Date }) => createdAt };

const named = (organization: Organization | undefined) =>
  organization ? { id: organization.id, name: organization.name } : null;

export class MemoryOrganizationPeopleQueries implements OrganizationPeopleQueries {
  constructor(private readonly store: MemoryStore) {}

  async accesses(
    organizationId: OrganizationId,
    request: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationAccessView>> {
    const rows = this.store.tables.organizationAccesses.all(
      (access) => access.organizationId === organizationId,
    );
    const { total, items } = pageOf(rows, request, BY_CREATION);
    return { total, items: items.map((access) => ({ ...access, user: this.#person(access.userId) })) };
  }

  async claims(
    filter: ClaimFilter,
    request: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationClaimView>> {
    const { organizationClaims, organizations } = this.store.tables;
    const rows = organizationClaims.all((claim) =>
      (['status', 'organizationId', 'userId'] as const).every(
        (field) => filter[field] === undefined || filter[field] === claim[field],
      ),
    );
    const { total, items } = pageOf(rows, request, BY_CREATION);
    const view = (claim: (typeof items)[number]) => ({
      ...claim,
      user: this.#person(claim.userId),
      organizationName: organizations.find(claim.organizationId)?.name ?? '',
    });
    return { total, items: items.map(view) };
  }

  async discrepancies(request: CursorRequest<'created_at'>): Promise<Page<OrganizationDiscrepancyView>> {
    const { organizationDiscrepancies, organizations, users } = this.store.tables;
    const views = organizationDiscrepancies
      .all(({ status }) => status === 'open')
      .map((discrepancy) => {
        const { organizationId = null } = users.find(discrepancy.userId) ?? {};
        const has = ({ registrationIds }: Organization) =>
          registrationIds.includes(discrepancy.registrationId);
        return {
          ...discrepancy,
          user: this.#person(discrepancy.userId),
          organization: named(organizationId === null ? undefined : organizations.find(organizationId)),
          named: named(organizations.first(has)),
        };
      })
      .filter((view) => view.named === null || view.named.id !== view.organization?.id);
    const { total, items } = pageOf(views, request, BY_CREATION);
    return { total, items: items.map(({ id: _, ...view }) => view) };
  }

  #person(id: UserId) {
    const user = this.store.tables.users.find(id);
    return { id, name: user?.name ?? null, email: user ? verifiedEmail(user) : null };
  }
}
