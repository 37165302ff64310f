import type { OrganizationAccess } from '../../../domain/organization/organization-access.ts';
import type { ClaimStatus, OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { CursorRequest, Page, PageRequest } from '../../shared/page.ts';

type Person = Readonly<{ id: UserId; name: string | null; email: string | null }>;
export type OrganizationAccessView = OrganizationAccess & { readonly user: Person };
export type OrganizationClaimView = OrganizationClaim & {
  readonly user: Person;
  readonly organizationName: string;
};
type Named = Readonly<{ id: OrganizationId; name: string }>;
export type OrganizationDiscrepancyView = OrganizationDiscrepancy & {
  readonly user: Person;
  /** The person's organization; null without one. */
  readonly organization: Named | null;
  /** The organization that has the claimed registration id; null when none has it. */
  readonly named: Named | null;
};
export type ClaimFilter = Readonly<{
  status?: ClaimStatus | undefined;
  organizationId?: OrganizationId | undefined;
  userId?: UserId | undefined;
}>;

/** Two round trips a page. */
export interface OrganizationPeopleQueries {
  accesses(
    organizationId: OrganizationId,
    request: PageRequest<'created_at'>,
  ): Promise<Page<OrganizationAccessView>>;
  claims(filter: ClaimFilter, request: PageRequest<'created_at'>): Promise<Page<OrganizationClaimView>>;
  /** Open discrepancies, without those that people's present organizations have resolved. */
  discrepancies(request: CursorRequest<'created_at'>): Promise<Page<OrganizationDiscrepancyView>>;
}
