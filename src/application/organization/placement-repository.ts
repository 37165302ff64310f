import type { OrganizationDiscrepancy } from '../../domain/organization/organization-discrepancy.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** Whether people may be moved by what their provider says. Whoever writes here locks the person first. */
export interface PlacementRepository {
  /**
   * Whether somebody has an access to a team, to a mail domain or to an organization, or a claim to decide: something
   * that may come from where they are.
   */
  holdsAnything(userId: UserId): Promise<boolean>;
  /** Whether staff placed them where they are. */
  isPlacedByStaff(userId: UserId): Promise<boolean>;
  recordPlacedByStaff(userId: UserId, at: Date): Promise<void>;
  findDiscrepancy(userId: UserId): Promise<OrganizationDiscrepancy | undefined>;
  /** Stores it in the place of the one that was there. */
  putDiscrepancy(discrepancy: OrganizationDiscrepancy): Promise<void>;
  removeDiscrepancy(userId: UserId): Promise<void>;
}
