import type { RequestOrigin } from '../../domain/audit/request-origin.ts';
import { verifiedEmail } from '../../domain/people/email-verification.ts';
import type { User } from '../../domain/people/user.ts';
import type { OrganizationId, UserId } from '../../domain/shared/ids.ts';
import type { Language } from '../../domain/shared/language.ts';

/** The signed-in person on whose behalf a use case runs. */
export type Actor = Readonly<{
  userId: UserId;
  /** Known to be theirs; null when no such address is known. */
  email: string | null;
  organizationId: OrganizationId | null;
  /** Language of the mails they cause. */
  language: Language;
  /** Runs the installation: may look into every organization. */
  isStaff: boolean;
  /** May make others staff. */
  isSuperuser: boolean;
  /** Where their request came from, for the audit log. */
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
