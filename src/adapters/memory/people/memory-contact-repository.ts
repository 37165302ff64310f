import type { ContactRepository } from '../../../application/people/contact/contact-repository.ts';
import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import { ensureSoundLinks } from '../../../domain/people/contact-rules.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { knownContact } from './known-contact.ts';

export class MemoryContactRepository implements ContactRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: ContactId): Promise<KnownContact | undefined> {
    const contact = this.tables.contacts.find(id);
    return contact && knownContact(this.tables, contact);
  }

  async lock(id: ContactId): Promise<KnownContact | undefined> {
    return this.find(id);
  }

  async findProfile(userId: UserId): Promise<Contact | undefined> {
    return this.tables.contacts.first((contact) => contact.userId === userId);
  }

  async insert(contact: Contact): Promise<void> {
    const { contacts } = this.tables;
    const { overrideId } = contact;
    ensureSoundLinks(contact);
    if (overrideId !== null && !contacts.find(overrideId)) {
      throw new DomainError('contact.override_unknown', 'No such contact', { params: { id: overrideId } });
    }
    contacts.insert(contact);
  }

  async update({ id, fullName, shortName, notes, data, updatedAt }: Contact): Promise<void> {
    const change = (row: Contact): Contact => ({ ...row, fullName, shortName, notes, data, updatedAt });
    this.tables.contacts.update(id, change);
  }

  async delete(id: ContactId): Promise<void> {
    this.tables.contacts.remove((contact) => contact.id === id);
  }
}
