import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';

/** Columns of a contact whose table is called `c`. */
export const CONTACT_COLUMNS = `c.id, c.full_name, c.short_name, c.notes, c.data, c.owner_id, c.override_id, c.user_id,
  c.created_at, c.updated_at`;

export type ContactRow = {
  id: ContactId;
  full_name: string;
  short_name: string | null;
  notes: string;
  data: Record<string, unknown>;
  owner_id: UserId | null;
  override_id: ContactId | null;
  user_id: UserId | null;
  created_at: Date;
  updated_at: Date;
};

/** With the organization of the user whose profile it is. */
export type KnownContactRow = ContactRow & { profile_organization_id: OrganizationId | null };

export const toContact = (row: ContactRow): Contact => ({
  id: row.id,
  fullName: row.full_name,
  shortName: row.short_name,
  notes: row.notes,
  data: row.data,
  ownerId: row.owner_id,
  overrideId: row.override_id,
  userId: row.user_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toKnownContact = (row: KnownContactRow): KnownContact => ({
  contact: toContact(row),
  profileOrganizationId: row.profile_organization_id,
});

/** One contact by its id, the first parameter. */
export const SELECT_KNOWN_CONTACT = `SELECT ${CONTACT_COLUMNS}, u.organization_id AS profile_organization_id
  FROM contact c LEFT JOIN user_account u ON u.id = c.user_id WHERE c.id = $1`;
