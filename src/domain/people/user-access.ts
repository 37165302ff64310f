import { DomainError } from '../shared/errors.ts';
import type { OrganizationId, UserId } from '../shared/ids.ts';
import type { User } from './user.ts';

type Viewer = Readonly<{ userId: UserId; organizationId: OrganizationId | null }>;
type Target = Pick<User, 'id' | 'organizationId' | 'isActive'>;

/**
 * Whether `viewer` may see `target`: themselves, and active people of the same organization. People without an
 * organization do not see each other (contract/rest-api.md D16, D27).
 */
export const isVisibleTo = (viewer: Viewer, target: Target): boolean =>
  target.id === viewer.userId ||
  (target.isActive && viewer.organizationId !== null && target.organizationId === viewer.organizationId);

/**
 * People change their own preferences only.
 *
 * @throws DomainError `user.not_found` when `target` is missing or a stranger, else `user.action_forbidden`
 */
export function ensureMayUpdate(viewer: Viewer, target: Target | undefined): void {
  if (!target || !isVisibleTo(viewer, target)) throw new DomainError('user.not_found', 'No such user');
  if (target.id !== viewer.userId) {
    throw new DomainError('user.action_forbidden', 'Only the person may change their preferences');
  }
}
