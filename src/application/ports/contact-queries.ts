import type { ContactViewer, KnownContact } from '../../domain/contact/contact-abilities.ts';
import type { ContactId } from '../../domain/shared/ids.ts';

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

/** One statement each. */
export interface ContactQueries {
  /** Any contact, whoever may see it. */
  find(id: ContactId): Promise<KnownContact | undefined>;
  /**
   * Public contacts, those the viewer owns, and the profiles of people in the viewer's organization; without those the
   * viewer overrides (contract/rest-api.md 3.5, deviations D15 and D17). By full name, short name (none comes last)
   * and id; text sorts by code point.
   */
  list(viewer: ContactViewer, search: ContactSearch): Promise<readonly KnownContact[]>;
}
