import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';

/** The signed-in person on whose behalf a use case runs. */
export type Actor = Readonly<{
  userId: UserId;
  /** Their verified address; null without one. */
  email: string | null;
  organizationId: OrganizationId | null;
  /** Language of the mails that the person's requests cause. */
  language: Language;
  /** Whether the person runs the installation and may see every organization. */
  isStaff: boolean;
  /** Whether the person may make others staff. */
  isSuperuser: boolean;
  /** Origin of the person's request, for the audit log. */
  origin: RequestOrigin;
}>;

export const actAs = (user: User, origin: RequestOrigin): Actor => ({
  userId: user.id,
  email: verifiedEmail(user),
  organizationId: user.organizationId,
  language: user.language,
  isStaff: user.isStaff,
  isSuperuser: user.isSuperuser,
  origin,
});
