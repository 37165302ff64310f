import type { OrganizationId, UserId } from '../domain/shared/ids.ts';
import type { Language } from '../domain/shared/language.ts';

/** The signed-in person on whose behalf a use case runs. */
export type Actor = Readonly<{
  userId: UserId;
  organizationId: OrganizationId | null;
  /** Language of the mails they cause. */
  language: Language;
}>;
