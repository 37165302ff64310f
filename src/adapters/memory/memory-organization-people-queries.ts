import type {
  ClaimFilter,
  OrganizationAccessView,
  OrganizationClaimView,
  OrganizationPeopleQueries,
} from '../../application/ports/organization-people-queries.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import { verifiedEmail } from '../../domain/user/email-verification.ts';
import type { MemoryStore } from './memory-store.ts';
import { pageOf } from './page-of.ts';

const BY_CREATION = { created_at: ({ createdAt }: { readonly createdAt: Date }) => createdAt };

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

  #person(id: UserId) {
    const user = this.store.tables.users.find(id);
    return { id, name: user?.name ?? null, email: user ? verifiedEmail(user) : null };
  }
}
