import type { OrganizationDiscrepancy } from '../../domain/organization/organization-discrepancy.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** Facts that decide whether a sign-in may move a person to another organization. Writers lock the person first. */
export interface PlacementRepository {
  /**
   * Whether the person has an access to a team, a mail domain or an organization, or a pending claim, which may depend
   * on their present organization.
   */
  holdsAnything(userId: UserId): Promise<boolean>;
  /** Whether staff placed the person in their organization. */
  isPlacedByStaff(userId: UserId): Promise<boolean>;
  recordPlacedByStaff(userId: UserId, at: Date): Promise<void>;
  findDiscrepancy(userId: UserId): Promise<OrganizationDiscrepancy | undefined>;
  /** Stores the discrepancy in place of the person's former one. */
  putDiscrepancy(discrepancy: OrganizationDiscrepancy): Promise<void>;
  removeDiscrepancy(userId: UserId): Promise<void>;
}
