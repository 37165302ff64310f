import type { ListedUser } from '../../../application/people/user-queries.ts';
import type { User } from '../../../domain/people/user.ts';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';

/** Columns of a user called `u` that lists show, named so that they can stand beside those of another table. */
export const LISTED_USER_COLUMNS = `u.id AS user_id, u.email AS user_email, u.email_verified AS user_email_verified,
  u.name AS user_name, u.language AS user_language, u.timezone AS user_timezone, u.is_device AS user_is_device,
  u.is_staff AS user_is_staff`;

/** All of them. */
export const USER_COLUMNS = `${LISTED_USER_COLUMNS}, u.sub AS user_sub, u.is_superuser AS user_is_superuser,
  u.is_active AS user_is_active, u.organization_id AS user_organization_id,
  u.last_login_at AS user_last_login_at, u.created_at AS user_created_at, u.updated_at AS user_updated_at`;

export type ListedUserRow = {
  user_id: UserId;
  user_email: string | null;
  user_email_verified: boolean;
  user_name: string | null;
  user_language: Language;
  user_timezone: string;
  user_is_device: boolean;
  user_is_staff: boolean;
};

export type UserRow = ListedUserRow & {
  user_sub: string;
  user_is_superuser: boolean;
  user_is_active: boolean;
  user_organization_id: OrganizationId | null;
  user_last_login_at: Date | null;
  user_created_at: Date;
  user_updated_at: Date;
};

export const toListedUser = (row: ListedUserRow): ListedUser => ({
  id: row.user_id,
  email: row.user_email,
  emailVerified: row.user_email_verified,
  name: row.user_name,
  language: row.user_language,
  timezone: row.user_timezone,
  isDevice: row.user_is_device,
  isStaff: row.user_is_staff,
});

export const toUser = (row: UserRow): User => ({
  ...toListedUser(row),
  sub: row.user_sub,
  isSuperuser: row.user_is_superuser,
  isActive: row.user_is_active,
  organizationId: row.user_organization_id,
  lastLoginAt: row.user_last_login_at,
  createdAt: row.user_created_at,
  updatedAt: row.user_updated_at,
});
