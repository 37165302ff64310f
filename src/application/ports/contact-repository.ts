import type { Contact } from '../../domain/contact/contact.ts';
import type { UserId } from '../../domain/shared/ids.ts';

export interface ContactRepository {
  insert(contact: Contact): Promise<void>;
  /** The profile of that user. */
  findProfile(userId: UserId): Promise<Contact | undefined>;
}
