import type { ContactRepository } from '../../application/ports/contact-repository.ts';
import type { Contact } from '../../domain/contact/contact.ts';
import type { ContactId, UserId } from '../../domain/shared/ids.ts';
import type { Queryable } from './sql.ts';

type Row = {
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

const toContact = (row: Row): Contact => ({
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

export class PgContactRepository implements ContactRepository {
  constructor(private readonly db: Queryable) {}

  async insert(contact: Contact): Promise<void> {
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
  }

  async findProfile(userId: UserId): Promise<Contact | undefined> {
    const { rows } = await this.db.query<Row>(
      `SELECT c.id, c.full_name, c.short_name, c.notes, c.data, c.owner_id, c.override_id, c.user_id, c.created_at,
              c.updated_at
         FROM contact c WHERE c.user_id = $1`,
      [userId],
    );
    return rows[0] && toContact(rows[0]);
  }
}
