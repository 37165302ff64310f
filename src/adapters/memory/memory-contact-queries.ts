import type { ContactQueries, ContactSearch } from '../../application/ports/contact-queries.ts';
import type { Contact } from '../../domain/contact/contact.ts';
import {
  type ContactViewer,
  contactAbilities,
  type KnownContact,
} from '../../domain/contact/contact-abilities.ts';
import type { ContactId } from '../../domain/shared/ids.ts';
import { ascending } from './ascending.ts';
import { foldText } from './fold-text.ts';
import { knownContact } from './known-contact.ts';
import type { MemoryStore } from './memory-store.ts';

const inOrder = ascending<Contact>(
  ({ fullName }) => fullName,
  ({ shortName }) => shortName,
  ({ id }) => id,
);

const searchedTexts = ({ fullName, shortName, data }: Contact): string[] => {
  const { emails } = data;
  const addresses: unknown[] = Array.isArray(emails) ? emails.map((entry) => entry?.value) : [];
  return [fullName, shortName, ...addresses].filter((text) => typeof text === 'string');
};

export class MemoryContactQueries implements ContactQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(id: ContactId): Promise<KnownContact | undefined> {
    const { tables } = this.store;
    const contact = tables.contacts.find(id);
    return contact && knownContact(tables, contact);
  }

  async list(
    viewer: ContactViewer,
    { text, limit, offset }: ContactSearch,
  ): Promise<readonly KnownContact[]> {
    const { tables } = this.store;
    const overridden = new Set(
      tables.contacts.all(({ ownerId }) => ownerId === viewer.userId).map(({ overrideId }) => overrideId),
    );
    const wanted = foldText(text);
    const isFound = (contact: Contact): boolean =>
      !overridden.has(contact.id) &&
      searchedTexts(contact).some((searched) => foldText(searched).includes(wanted));
    return tables.contacts
      .all(isFound)
      .sort(inOrder)
      .map((contact) => knownContact(tables, contact))
      .filter((known) => contactAbilities(known, viewer).get)
      .slice(offset, offset + limit);
  }
}
