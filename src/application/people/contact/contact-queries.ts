import type { ContactViewer, KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Searched } from '../../shared/searched.ts';

export type ContactSearch = Readonly<{
  /**
   * What to find in full name, short name or an e-mail address, ignoring letter case and accents; empty: all contacts.
   */
  text: Searched;
  /** Most contacts to return. */
  limit: number;
  /** Contacts to skip. */
  offset: number;
}>;

/**
 * The first contacts found, complete, and the ids of the others; `weight` is the approximate size of a contact, in
 * bytes.
 */
export type ContactsBegun = Readonly<{
  contacts: readonly KnownContact[];
  rest: readonly Readonly<{ id: ContactId; weight: number }>[];
}>;

/** One round trip each. */
export interface ContactQueries {
  /** Any contact, for any viewer. */
  find(id: ContactId): Promise<KnownContact | undefined>;
  /** The existing ones of these contacts, in this order, for any viewer. */
  findMany(ids: readonly ContactId[]): Promise<readonly KnownContact[]>;
  /**
   * Public contacts, the viewer's own, and the profiles of people in the viewer's organization; without those that the
   * viewer overrides (contract/rest-api.md 3.5, deviations D15 and D17). By full name, short name (none comes last) and
   * id; text sorts by code point.
   */
  list(viewer: ContactViewer, search: ContactSearch): Promise<readonly KnownContact[]>;
  /**
   * As `list`, with only the first contacts complete: at most `most.rows`, and none after their weights sum up to
   * `most.weight` bytes.
   */
  begin(
    viewer: ContactViewer,
    search: ContactSearch,
    most: Readonly<{ rows: number; weight: number }>,
  ): Promise<ContactsBegun>;
}
