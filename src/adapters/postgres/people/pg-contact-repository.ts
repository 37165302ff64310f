import type { ContactRepository } from '../../../application/people/contact/contact-repository.ts';
import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';
import { type Queryable, violatedConstraint } from '../engine/sql.ts';
import {
  CONTACT_COLUMNS,
  type ContactRow,
  type KnownContactRow,
  SELECT_KNOWN_CONTACT,
  toContact,
  toKnownContact,
} from './contact-row.ts';

const REFUSALS: ReadonlyMap<string | undefined, ErrorCode> = new Map([
  ['contact_owner_override_key', 'contact.already_overridden'],
  ['contact_override_fkey', 'contact.override_unknown'],
  ['contact_override_not_itself', 'contact.overrides_itself'],
  ['contact_override_owned', 'contact.override_unowned'],
  ['contact_profile_owned', 'contact.profile_not_owned'],
]);

export class PgContactRepository implements ContactRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: ContactId): Promise<KnownContact | undefined> {
    const { rows } = await this.db.query<KnownContactRow>(SELECT_KNOWN_CONTACT, [id]);
    return rows[0] && toKnownContact(rows[0]);
  }

  async lock(id: ContactId): Promise<KnownContact | undefined> {
    const { rows } = await this.db.query<KnownContactRow>(`${SELECT_KNOWN_CONTACT} FOR UPDATE OF c`, [id]);
    return rows[0] && toKnownContact(rows[0]);
  }

  async findProfile(userId: UserId): Promise<Contact | undefined> {
    const { rows } = await this.db.query<ContactRow>(
      `SELECT ${CONTACT_COLUMNS} FROM contact c WHERE c.user_id = $1`,
      [userId],
    );
    return rows[0] && toContact(rows[0]);
  }

  async insert(contact: Contact): Promise<void> {
    try {
      await this.db.query(
        `INSERT INTO contact
           (id, full_name, short_name, notes, data, owner_id, override_id, user_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          contact.id,
          contact.fullName,
          contact.shortName,
          contact.notes,
          contact.data,
          contact.ownerId,
          contact.overrideId,
          contact.userId,
          contact.createdAt,
          contact.updatedAt,
        ],
      );
    } catch (cause) {
      const code = REFUSALS.get(violatedConstraint(cause));
      if (!code) throw cause;
      const params = { id: contact.overrideId ?? '' };
      throw new DomainError(code, 'A constraint refuses the contact', { cause, params });
    }
  }

  async update({ id, fullName, shortName, notes, data, updatedAt }: Contact): Promise<void> {
    await this.db.query(
      `UPDATE contact SET full_name = $2, short_name = $3, notes = $4, data = $5, updated_at = $6 WHERE id = $1`,
      [id, fullName, shortName, notes, data, updatedAt],
    );
  }

  async delete(id: ContactId): Promise<void> {
    await this.db.query('DELETE FROM contact WHERE id = $1', [id]);
  }
}
