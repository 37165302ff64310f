import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';

export interface ContactRepository {
  find(id: ContactId): Promise<KnownContact | undefined>;
  /** As `find`, and keeps every other writer of the contact waiting until the end of the transaction. */
  lock(id: ContactId): Promise<KnownContact | undefined>;
  /** The profile of that user. */
  findProfile(userId: UserId): Promise<Contact | undefined>;
  /**
   * @throws DomainError `contact.already_overridden` when the owner overrides that contact already;
   *   `contact.override_unknown` when it is not there; `contact.override_unowned`, `contact.overrides_itself` and
   *   `contact.profile_not_owned` as the rules of the domain
   */
  insert(contact: Contact): Promise<void>;
  /** Replaces names, notes, data and date of change; nothing else of a contact changes. */
  update(contact: Contact): Promise<void>;
  /** Contacts that overrode it stay, and override nothing from then on. */
  delete(id: ContactId): Promise<void>;
}
