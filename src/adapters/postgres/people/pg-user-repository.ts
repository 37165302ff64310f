import type { UserPreferences, UserRepository } from '../../../application/people/user-repository.ts';
import type { User } from '../../../domain/people/user.ts';
import { emailSpellings } from '../../../domain/shared/email-address.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { ADMINISTERS_OF_ONE } from './administers.ts';
import { USER } from './user-table.ts';

export class PgUserRepository implements UserRepository {
  constructor(private readonly db: Queryable) {}

  async find(id: UserId): Promise<User | undefined> {
    return USER.first(this.db, 'WHERE u.id = $1', [id]);
  }

  async lock(id: UserId): Promise<User | undefined> {
    return USER.first(this.db, 'WHERE u.id = $1 FOR NO KEY UPDATE', [id]);
  }

  async findBySub(sub: string): Promise<User | undefined> {
    return USER.first(this.db, 'WHERE u.sub = $1', [sub]);
  }

  async findActiveByEmail(email: string): Promise<readonly User[]> {
    const theirs =
      'WHERE lower(u.email) = ANY ($1::text[]) AND u.email_verified AND u.is_active ORDER BY u.id LIMIT 2';
    return USER.all(this.db, theirs, [emailSpellings(email)]);
  }

  async listByEmail(email: string): Promise<readonly User[]> {
    const theirs = 'WHERE lower(u.email) = ANY ($1::text[]) AND u.email_verified ORDER BY u.id';
    return USER.all(this.db, theirs, [emailSpellings(email)]);
  }

  async insertOrFind(user: User): Promise<User> {
    if (await USER.insertUnlessTaken(this.db, user, '(sub)')) return user;
    const owner = await this.findBySub(user.sub);
    if (!owner) throw new Error('the user who holds a sub vanished');
    return owner;
  }

  async update(user: User): Promise<void> {
    await USER.update(this.db, user);
  }

  async administers(id: UserId): Promise<boolean> {
    const { rows } = await this.db.query<{ administers: boolean }>(ADMINISTERS_OF_ONE, [id]);
    return rows[0]?.administers ?? false;
  }

  async updatePreferences(id: UserId, { language, timezone }: UserPreferences, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE user_account u
          SET language = coalesce($2, u.language), timezone = coalesce($3, u.timezone), updated_at = $4
        WHERE u.id = $1`,
      [id, language, timezone, at],
    );
  }
}
