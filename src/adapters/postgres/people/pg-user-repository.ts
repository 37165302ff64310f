import type { UserPreferences, UserRepository } from '../../../application/people/user-repository.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';

/** What may change; when somebody was created does not. */
const CHANGING = `sub, email, email_verified, name, language, timezone, is_device, is_staff, is_superuser, is_active, organization_id,
  last_login_at, updated_at`;

const values = (user: User): unknown[] => [
  user.id,
  user.sub,
  user.email,
  user.emailVerified,
  user.name,
  user.language,
  user.timezone,
  user.isDevice,
  user.isStaff,
  user.isSuperuser,
  user.isActive,
  user.organizationId,
  user.lastLoginAt,
  user.updatedAt,
];

export class PgUserRepository implements UserRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: UserId): Promise<User | undefined> {
    return (await this.#select('u.id = $1', id))[0];
  }

  async lock(id: UserId): Promise<User | undefined> {
    return (await this.#select('u.id = $1 FOR NO KEY UPDATE', id))[0];
  }

  async findBySub(sub: string): Promise<User | undefined> {
    return (await this.#select('u.sub = $1', sub))[0];
  }

  async findActiveByEmail(email: string): Promise<readonly User[]> {
    return this.#select(
      'lower(u.email) = lower($1) AND u.email_verified AND u.is_active ORDER BY u.id LIMIT 2',
      email,
    );
  }

  async listByEmail(email: string): Promise<readonly User[]> {
    return this.#select('lower(u.email) = lower($1) AND u.email_verified ORDER BY u.id', email);
  }

  async insertOrFind(user: User): Promise<User> {
    const { rowCount } = await this.db.query(
      `INSERT INTO user_account (id, ${CHANGING}, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (sub) DO NOTHING`,
      [...values(user), user.createdAt],
    );
    if (rowCount === 1) return user;
    const owner = await this.findBySub(user.sub);
    if (!owner) throw new Error('the user who holds a sub vanished');
    return owner;
  }

  async update(user: User): Promise<void> {
    await this.db.query(
      `UPDATE user_account
          SET (${CHANGING}) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        WHERE id = $1`,
      values(user),
    );
  }

  async updatePreferences(id: UserId, { language, timezone }: UserPreferences, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE user_account u
          SET language = coalesce($2, u.language), timezone = coalesce($3, u.timezone), updated_at = $4
        WHERE u.id = $1`,
      [id, language, timezone, at],
    );
  }

  async #select(condition: string, value: string): Promise<User[]> {
    const { rows } = await this.db.query<UserRow>(
      `SELECT ${USER_COLUMNS} FROM user_account u WHERE ${condition}`,
      [value],
    );
    return rows.map(toUser);
  }
}
