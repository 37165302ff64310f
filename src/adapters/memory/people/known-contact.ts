import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** The contact with the organization of the active user whose profile it is. */
export function knownContact({ users }: MemoryTables, contact: Contact): KnownContact {
  const user = contact.userId === null ? undefined : users.find(contact.userId);
  return { contact, profileOrganizationId: user?.isActive ? user.organizationId : null };
}
