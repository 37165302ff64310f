import type { ContactRepository } from '../../../application/people/contact/contact-repository.ts';
import type { Contact } from '../../../domain/people/contact.ts';
import type { KnownContact } from '../../../domain/people/contact-abilities.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { ContactId, UserId } from '../../../domain/shared/ids.ts';
import { type Queryable, violatedConstraint } from '../engine/sql.ts';
import { CONTACT, type KnownContactRow, SELECT_KNOWN_CONTACT, toKnownContact } from './contact-table.ts';

const REFUSALS: ReadonlyMap<string | undefined, ErrorCode> = new Map([
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
    return CONTACT.first(this.db, 'WHERE c.user_id = $1', [userId]);
  }

  async insert(contact: Contact): Promise<void> {
    try {
      await CONTACT.insert(this.db, contact);
    } catch (cause) {
      const code = REFUSALS.get(violatedConstraint(cause));
      if (!code) throw cause;
      const params = { id: contact.overrideId ?? '' };
      throw new DomainError(code, 'A constraint refuses the contact', { cause, params });
    }
  }

  async update(contact: Contact): Promise<void> {
    await CONTACT.update(this.db, contact);
  }

  async delete(id: ContactId): Promise<void> {
    await CONTACT.delete(this.db, id);
  }
}
