import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const CONTACT = defineTable<Contact>()(TABLE_RULES.contact, 'c', {
  id: { type: 'uuid' },
  fullName: { type: 'text' },
  shortName: { type: 'text' },
  notes: { type: 'text' },
  data: { type: 'jsonb' },
  ownerId: { type: 'uuid', fixed: true },
  overrideId: { type: 'uuid', fixed: true },
  userId: { type: 'uuid', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});

/** A contact with the organization of the user whose profile it is. */
export type KnownContactRow = Contact & { profile_organization_id: OrganizationId | null };

export const toKnownContact = (row: KnownContactRow): KnownContact => ({
  contact: CONTACT.of(row),
  profileOrganizationId: row.profile_organization_id,
});

/** One contact by its id, the first parameter. */
export const SELECT_KNOWN_CONTACT = `SELECT ${CONTACT.columns}, u.organization_id AS profile_organization_id
  FROM contact c LEFT JOIN user_account u ON u.id = c.user_id AND u.is_active WHERE c.id = $1`;
