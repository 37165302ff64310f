import type { ContactRepository } from '../../application/ports/contact-repository.ts';
import type { Contact } from '../../domain/contact/contact.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { MemoryTables } from './memory-tables.ts';

export class MemoryContactRepository implements ContactRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insert(contact: Contact): Promise<void> {
    const { users, contacts } = this.tables;
    const { ownerId, overrideId, userId } = contact;
    users.ensureHas(ownerId);
    users.ensureHas(userId);
    contacts.ensureHas(overrideId);
    if (userId !== null && (await this.findProfile(userId))) throw new Error('The user has a profile');
    const overrides = (other: Contact) => other.ownerId === ownerId && other.overrideId === overrideId;
    if (ownerId !== null && overrideId !== null && contacts.has(overrides)) {
      throw new Error('The owner overrides this contact already');
    }
    contacts.insert(contact);
  }

  async findProfile(userId: UserId): Promise<Contact | undefined> {
    return this.tables.contacts.first((contact) => contact.userId === userId);
  }
}
