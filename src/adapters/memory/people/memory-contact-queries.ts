import type {
  ContactQueries,
  ContactSearch,
  ContactsBegun,
} from '../../../application/people/contact/contact-queries.ts';
import type { Contact } from '../../../domain/people/contact.ts';
import {
  type ContactViewer,
  contactAbilities,
  type KnownContact,
} from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import { jsonBytes } from '../../../domain/shared/json-bytes.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { isFoundInFolded, searchText } from '../engine/search-text.ts';
import { knownContact } from './known-contact.ts';

const inOrder = ascending<Contact>(
  ({ fullName }) => fullName,
  ({ shortName }) => shortName,
  ({ id }) => id,
);

const textsOf = ({ fullName, shortName, data }: Contact): string[] => {
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

  async findMany(ids: readonly ContactId[]): Promise<readonly KnownContact[]> {
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.filter((known) => known !== undefined);
  }

  async begin(
    viewer: ContactViewer,
    search: ContactSearch,
    most: { readonly rows: number; readonly weight: number },
  ): Promise<ContactsBegun> {
    const found = await this.list(viewer, search);
    const weights = found.map(({ contact }) => 400 + contact.notes.length + jsonBytes(contact.data));
    let [count, total] = [0, 0];
    while (count < found.length && count < most.rows && total < most.weight) {
      total += weights[count] ?? 0;
      count += 1;
    }
    const rest = found
      .slice(count)
      .map(({ contact }, index) => ({ id: contact.id, weight: weights[count + index] ?? 0 }));
    return { contacts: found.slice(0, count), rest };
  }

  async list(
    viewer: ContactViewer,
    { text, limit, offset }: ContactSearch,
  ): Promise<readonly KnownContact[]> {
    const { tables } = this.store;
    const overridden = new Set(
      tables.contacts.all(({ ownerId }) => ownerId === viewer.userId).map(({ overrideId }) => overrideId),
    );
    const isFound = (contact: Contact): boolean =>
      !overridden.has(contact.id) && isFoundInFolded(text, textsOf(contact).map(searchText));
    return tables.contacts
      .all(isFound)
      .sort(inOrder)
      .map((contact) => knownContact(tables, contact))
      .filter((known) => contactAbilities(known, viewer).get)
      .slice(offset, offset + limit);
  }
}
