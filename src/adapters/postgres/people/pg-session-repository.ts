import type { SessionRepository } from '../../../application/people/sign-in/session-repository.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';

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
}
