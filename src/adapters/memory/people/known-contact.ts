import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** The contact with the organization of the user whose profile it is. */
export const knownContact = ({ users }: MemoryTables, contact: Contact): KnownContact => ({
  contact,
  profileOrganizationId:
    contact.userId === null ? null : (users.find(contact.userId)?.organizationId ?? null),
});
