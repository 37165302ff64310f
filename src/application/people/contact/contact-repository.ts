import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';

export interface ContactRepository {
  find(id: ContactId): Promise<KnownContact | undefined>;
  /** As `find`, and locks the contact: other writers wait until the end of the transaction. */
  lock(id: ContactId): Promise<KnownContact | undefined>;
  /** The profile of that user. */
  findProfile(userId: UserId): Promise<Contact | undefined>;
  /**
   * @throws DomainError `contact.already_overridden` when the owner overrides that contact already;
   *   `contact.override_unknown` when the overridden contact does not exist; `contact.override_unowned`,
   *   `contact.overrides_itself` and `contact.profile_not_owned` as in the domain's rules
   */
  insert(contact: Contact): Promise<void>;
  /** Replaces names, notes, data and date of change, the only members that change. */
  update(contact: Contact): Promise<void>;
  /** Contacts that overrode it stay, and no longer override any contact. */
  delete(id: ContactId): Promise<void>;
}
