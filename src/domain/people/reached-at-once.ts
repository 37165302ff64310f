import type { OrganizationId, UserId } from '../shared/ids.ts';
import type { User } from './user.ts';

/**
 * How people of another organization get an access to a team or a mail domain from somebody: `direct`, at once, as the reference
 * has it (contract/rest-api.md D22), or `accept`, by an invitation like everybody without account.
 */
export const INVITE_ACROSS_ORGANIZATIONS = ['direct', 'accept'] as const;
export type InviteAcrossOrganizations = (typeof INVITE_ACROSS_ORGANIZATIONS)[number];

/**
 * Whether somebody may give a person an access without their consent. Where not, the person is to the giver as somebody without
 * account, so that nobody learns who has one.
 */
export const isReachedAtOnce = (
  by: Readonly<{ userId: UserId; organizationId: OrganizationId | null }>,
  { id, organizationId }: Pick<User, 'id' | 'organizationId'>,
  across: InviteAcrossOrganizations,
): boolean =>
  across === 'direct' ||
  id === by.userId ||
  (organizationId !== null && organizationId === by.organizationId);
