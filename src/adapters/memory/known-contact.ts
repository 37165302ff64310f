import type { Contact } from '../../domain/contact/contact.ts';
import type { KnownContact } from '../../domain/contact/contact-abilities.ts';
import type { MemoryTables } from './memory-tables.ts';

/** The contact with the organization of the user whose profile it is. */
export const knownContact = ({ users }: MemoryTables, contact: Contact): KnownContact => ({
  contact,
  profileOrganizationId:
    contact.userId === null ? null : (users.find(contact.userId)?.organizationId ?? null),
});
