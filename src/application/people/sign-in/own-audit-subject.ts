import { publicLabel } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';

/** How the audit log tells of what somebody's own sign-in does to their account. */
export const ownAuditSubject = (user: User, at: Date) => ({
  at,
  objectId: user.id,
  subjectId: user.id,
  label: publicLabel(user),
  organizationId: user.organizationId,
});
