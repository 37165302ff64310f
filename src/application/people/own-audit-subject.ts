import { publicLabel } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';

/** The object of audit entries about changes that a person's own sign-in makes to their account. */
export const ownAuditSubject = (user: User, at: Date) => ({
  at,
  objectId: user.id,
  subjectId: user.id,
  label: publicLabel(user),
  organizationId: user.organizationId,
});
