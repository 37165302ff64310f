import type { FirstStaff } from '../../../../domain/people/first-staff.ts';

/** Who becomes staff with their next sign-in: one permission of an address at most. Addresses are as `emailKey` writes them. */
export interface FirstStaffRepository {
  /** Stores one, in place of the former one of its address. */
  put(permission: FirstStaff): Promise<void>;
  /** Takes away the one of an address that is good at `now`: of several callers at once, one gets it. */
  take(email: string, now: Date): Promise<FirstStaff | undefined>;
  /** Those that are good at `now`, the one that ends first first: `MOST_LISTED_FIRST_STAFF` at most. */
  listOpen(now: Date): Promise<readonly FirstStaff[]>;
  /** Takes those away that are over at `now`: of several callers at once, each gets others. */
  takeExpired(now: Date): Promise<readonly FirstStaff[]>;
}

/** Permissions that are listed at most: operators give them one by one. */
export const MOST_LISTED_FIRST_STAFF = 1_000;
