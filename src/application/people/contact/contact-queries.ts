import type { ContactViewer, KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';

export type ContactSearch = Readonly<{
  /**
   * Text to find in full name, short name or an e-mail address, whatever the case and accents on either side; empty:
   * everything.
   */
  text: string;
  /** Most contacts to give. */
  limit: number;
  /** Contacts to skip. */
  offset: number;
}>;

/** The first of the contacts found, whole, and which come after them; `weight` is about what one takes, in bytes. */
export type ContactsBegun = Readonly<{
  contacts: readonly KnownContact[];
  rest: readonly Readonly<{ id: ContactId; weight: number }>[];
}>;

/** One round trip each. */
export interface ContactQueries {
  /** Any contact, whoever may see it. */
  find(id: ContactId): Promise<KnownContact | undefined>;
  /** Those of them that are there, in this order, whoever may see them. */
  findMany(ids: readonly ContactId[]): Promise<readonly KnownContact[]>;
  /**
   * Public contacts, those the viewer owns, and the profiles of people in the viewer's organization; without those the
   * viewer overrides (contract/rest-api.md 3.5, deviations D15 and D17). By full name, short name (none comes last)
   * and id; text sorts by code point.
   */
  list(viewer: ContactViewer, search: ContactSearch): Promise<readonly KnownContact[]>;
  /**
   * The same, of which only the first are read whole: at most `most.rows`, and no further one once they weigh `most.weight`
   * bytes together.
   */
  begin(
    viewer: ContactViewer,
    search: ContactSearch,
    most: Readonly<{ rows: number; weight: number }>,
  ): Promise<ContactsBegun>;
}
