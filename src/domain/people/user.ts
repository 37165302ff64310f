import type { OrganizationId, UserId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';

/** Longest name of a time zone, in characters; the longest of the IANA has 32. */
export const TIMEZONE_MAX_LENGTH = 64;

export type User = Readonly<{
  id: UserId;
  /** The person's identifier at the OpenID provider; unique. */
  sub: string;
  email: string | null;
  /** Whether `email` is verified; meaningless without an address. See `verifiedEmail`. */
  emailVerified: boolean;
  name: string | null;
  language: Language;
  /** IANA name. */
  timezone: string;
  isDevice: boolean;
  isStaff: boolean;
  /** Whether the person may make others staff. */
  isSuperuser: boolean;
  /** False: the person may not sign in and is hidden from lists. */
  isActive: boolean;
  organizationId: OrganizationId | null;
  lastLoginAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}>;

export const SUB_MAX_LENGTH = 255;
export const USER_NAME_MAX_LENGTH = 100;
