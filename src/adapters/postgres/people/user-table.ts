import type { ListedUser } from '../../../application/people/user-queries.ts';
import type { User } from '../../../domain/people/user.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable, type Prefixed } from '../engine/define-table.ts';

export const USER = defineTable<User>()(TABLE_RULES.user_account, 'u', {
  id: { type: 'uuid' },
  sub: { type: 'text' },
  email: { type: 'text' },
  emailVerified: { type: 'boolean' },
  name: { type: 'text' },
  language: { type: 'text' },
  timezone: { type: 'text' },
  isDevice: { type: 'boolean' },
  isStaff: { type: 'boolean' },
  isSuperuser: { type: 'boolean' },
  isActive: { type: 'boolean' },
  organizationId: { type: 'uuid' },
  lastLoginAt: { type: 'timestamptz' },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});

/** The columns of a user in lists, beside those of other tables. */
export const LISTED_USER = USER.beside('user_', [
  'id',
  'email',
  'emailVerified',
  'name',
  'language',
  'timezone',
  'isDevice',
  'isStaff',
]);
export type ListedUserRow = Prefixed<ListedUser, 'user_'>;

/** All columns of a user, beside those of other tables. */
export const WHOLE_USER = USER.beside('user_', USER.members);
export type WholeUserRow = Prefixed<User, 'user_'>;
