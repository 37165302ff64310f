import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationIdentifiers } from '../../domain/organization/organization-identifiers.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';

export interface OrganizationRepository {
  find(id: OrganizationId): Promise<Organization | undefined>;
  /** As `find`, and keeps every other writer of the organization, its accesses and claims waiting until the end. */
  lock(id: OrganizationId): Promise<Organization | undefined>;
  /** Keeps the organization from being removed until the end; false when it is gone. */
  hold(id: OrganizationId): Promise<boolean>;
  /** Up to `limit` organizations whose id comes after `last`, by id, locked as by `lock`. */
  lockAfter(last: OrganizationId | undefined, limit: number): Promise<readonly Organization[]>;
  /** By exact registration id. */
  findByRegistrationId(registrationId: string): Promise<Organization | undefined>;
  /** By exact e-mail domain, given in lower case. */
  findByDomain(domain: string): Promise<Organization | undefined>;
  /** Up to `limit` organizations that are unnamed (`isUnnamed`), in order of creation, then id. */
  listUnnamed(limit: number): Promise<readonly Organization[]>;
  /**
   * Stores a new organization, unless one of its registration ids or domains belongs to another: then nothing
   * is stored and the other one is returned. Waits for a concurrent creation of the same to end.
   */
  insertOrFind(organization: Organization): Promise<Organization>;
  /**
   * Stores a new organization. Waits for a concurrent taker of one of its identifiers to end.
   *
   * @throws DomainError `organization.registration_id_taken`, `organization.domain_taken` (params: `value`)
   */
  insert(organization: Organization): Promise<void>;
  /**
   * Replaces the registration ids and domains of an organization that is locked. Waits for whoever takes or gives up
   * one of them at the same time; no two wait for each other.
   *
   * @throws as `insert`
   */
  replaceIdentifiers(id: OrganizationId, identifiers: OrganizationIdentifiers): Promise<void>;
  /**
   * Gives an organization that is locked one more registration id, its last, unless another has it: then nothing is
   * stored and the other one is returned, else the organization as it is now. Waits for a concurrent taker to end.
   */
  addRegistrationIdOrFind(
    organization: Organization,
    registrationId: string,
    at: Date,
  ): Promise<Organization>;
  /** Replaces the name only; does nothing when there is no such organization. */
  rename(id: OrganizationId, name: string, at: Date): Promise<void>;
  /** Replaces name, metadata, activity and directory look-up; the identifiers never change here. */
  update(organization: Organization): Promise<void>;
}
