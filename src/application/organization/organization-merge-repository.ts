import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';

/** Numbers of objects that refer to an organization. */
export type OrganizationReferences = Readonly<{
  people: number;
  administrators: number;
  claims: number;
  teams: number;
  mailDomains: number;
  serviceProviders: number;
}>;

export interface OrganizationMergeRepository {
  /**
   * Locks the existing ones of these organizations until the end of the transaction: nobody changes them or adds a
   * reference. Waits for transactions that are doing so. All callers lock in the same order.
   */
  lockWhole(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, Organization>>;
  countReferences(id: OrganizationId): Promise<OrganizationReferences>;
  /**
   * Moves all references from `from` to `into`, after `lockWhole` of both, and removes `from`. Its identifiers come
   * after those of `into`. Objects that `into` has already are not duplicated: an access of the same person, a pending
   * claim (which counts as withdrawn), a service provider. Entries of the audit log stay as they are.
   */
  absorb(into: OrganizationId, from: OrganizationId, at: Date): Promise<void>;
}
