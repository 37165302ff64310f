import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationIdentifiers } from '../../domain/organization/organization-identifiers.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';

export interface OrganizationRepository {
  find(id: OrganizationId): Promise<Organization | undefined>;
  /** As `find`, and locks the organization, its accesses and its claims until the end of the transaction. */
  lock(id: OrganizationId): Promise<Organization | undefined>;
  /** Keeps the organization from being removed until the end of the transaction; false when it does not exist. */
  hold(id: OrganizationId): Promise<boolean>;
  /** Up to `limit` organizations whose id comes after `last`, by id, each locked as by `lock`. */
  lockAfter(last: OrganizationId | undefined, limit: number): Promise<readonly Organization[]>;
  /** By exact registration id. */
  findByRegistrationId(registrationId: string): Promise<Organization | undefined>;
  /** By exact e-mail domain, given in lower case. */
  findByDomain(domain: string): Promise<Organization | undefined>;
  /** Up to `limit` unnamed organizations (`isUnnamed`), in order of creation, then id. */
  listUnnamed(limit: number): Promise<readonly Organization[]>;
  /**
   * Stores a new organization, unless one of its registration ids or domains belongs to another: then nothing is stored
   * and the other one is returned. Waits for a concurrent creation with the same identifiers to end.
   */
  insertOrFind(organization: Organization): Promise<Organization>;
  /**
   * Stores a new organization. Waits for a concurrent transaction that takes one of its identifiers.
   *
   * @throws DomainError `organization.registration_id_taken`, `organization.domain_taken` (params: `value`)
   */
  insert(organization: Organization): Promise<void>;
  /**
   * Replaces the registration ids and domains of a locked organization. Waits for a concurrent transaction that takes or
   * gives up one of them; without deadlocks.
   *
   * @throws as `insert`
   */
  replaceIdentifiers(id: OrganizationId, identifiers: OrganizationIdentifiers): Promise<void>;
  /**
   * Adds a registration id to a locked organization, its last, unless another organization has it: then nothing is
   * stored and the other one is returned, else the organization as it is now. Waits for a concurrent transaction that
   * takes it.
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
