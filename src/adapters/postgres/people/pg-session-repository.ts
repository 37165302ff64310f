import type {
  EndedSessions,
  SessionRepository,
} from '../../../application/people/sign-in/session-repository.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { SESSION_ID } from './session-id.ts';
import { WHOLE_USER, type WholeUserRow } from './user-table.ts';

export class PgSessionRepository implements SessionRepository {
  constructor(private readonly db: Queryable) {}

  async endAllOf(userId: UserId): Promise<number> {
    const { rowCount } = await this.db.query('DELETE FROM session WHERE user_id = $1', [userId]);
    return rowCount ?? 0;
  }

  async endLacking(userId: UserId, levels: readonly string[]): Promise<number> {
    const { rowCount } = await this.db.query(
      `DELETE FROM session WHERE user_id = $1
          AND coalesce(data ->> 'acr', '') <> ALL ($2::text[]) AND NOT data ? 'levelWaivedUntil'`,
      [userId, levels],
    );
    return rowCount ?? 0;
  }

  async endNamed(id: string): Promise<User | undefined> {
    const { rows } = await this.db.query<WholeUserRow>(
      `DELETE FROM session s USING user_account u WHERE u.id = s.user_id AND ${SESSION_ID} = $1
       RETURNING ${WHOLE_USER.columns}`,
      [id],
    );
    return rows[0] && WHOLE_USER.of(rows[0]);
  }

  async endSome(until: Date, limit: number): Promise<readonly EndedSessions[]> {
    const { rows } = await this.db.query<WholeUserRow & { sessions: number }>(
      `WITH ended AS (
         DELETE FROM session WHERE key_hash IN (
           SELECT s.key_hash FROM session s WHERE s.user_id IS NOT NULL AND s.expires_at <= $1
            ORDER BY s.expires_at LIMIT $2 FOR UPDATE)
         RETURNING user_id),
       counted AS (SELECT user_id, count(*)::int AS sessions FROM ended GROUP BY user_id)
       SELECT c.sessions, ${WHOLE_USER.columns} FROM counted c JOIN user_account u ON u.id = c.user_id ORDER BY u.id`,
      [until, limit],
    );
    return rows.map((row) => ({ user: WHOLE_USER.of(row), sessions: row.sessions }));
  }
}
