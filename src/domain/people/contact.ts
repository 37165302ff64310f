import type { ContactId, UserId } from '../shared/ids.ts';
import { cutText } from '../shared/text-length.ts';
import { verifiedEmail } from './email-verification.ts';
import type { User } from './user.ts';

export const CONTACT_FULL_NAME_MAX_LENGTH = 150;
export const CONTACT_SHORT_NAME_MAX_LENGTH = 30;

/** An address book entry; `userId` marks the profile of that user. `data` follows contract/rest-api.md 2.7. */
export type Contact = Readonly<{
  id: ContactId;
  fullName: string;
  shortName: string | null;
  notes: string;
  data: Readonly<Record<string, unknown>>;
  /** Null: a public contact. */
  ownerId: UserId | null;
  overrideId: ContactId | null;
  userId: UserId | null;
  createdAt: Date;
  updatedAt: Date;
}>;

/** The profile that every user gets at the first sign-in, named by the user's claims. Other people read it. */
export function profileContact(id: ContactId, user: User, at: Date): Contact {
  const email = verifiedEmail(user);
  return {
    id,
    fullName: cutText(user.name ?? email ?? user.sub, CONTACT_FULL_NAME_MAX_LENGTH),
    shortName: null,
    notes: '',
    data: email === null ? {} : { emails: [{ type: 'Work', value: email }] },
    ownerId: user.id,
    overrideId: null,
    userId: user.id,
    createdAt: at,
    updatedAt: at,
  };
}
