import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';

/** How many of each refer to an organization. */
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
   * The organizations that are there, locked so that until the end nobody changes them or comes to refer to one; waits
   * for those who are about to. In one order for everybody.
   */
  lockWhole(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, Organization>>;
  countReferences(id: OrganizationId): Promise<OrganizationReferences>;
  /**
   * Makes all that refers to `from` refer to `into`, after `lockWhole` of both, and removes `from`. Identifiers come after
   * those `into` has. What `into` has already is not doubled: an access of the same person, a pending claim (which counts
   * as withdrawn), a service provider. Entries of the audit log stay as they are.
   */
  absorb(into: OrganizationId, from: OrganizationId, at: Date): Promise<void>;
}
