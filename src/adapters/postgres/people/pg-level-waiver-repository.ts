import {
  type LevelWaiverRepository,
  MOST_LISTED_WAIVERS,
} from '../../../application/people/sign-in/level/level-waiver-repository.ts';
import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { Queryable } from '../engine/sql.ts';
import { LEVEL_WAIVER } from './level-waiver-table.ts';

const OVER = `DELETE FROM level_waiver WHERE user_id IN (
  SELECT w.user_id FROM level_waiver w WHERE w.expires_at <= $1 LIMIT $2)`;

export class PgLevelWaiverRepository implements LevelWaiverRepository {
  constructor(private readonly db: Queryable) {}

  async put(waiver: LevelWaiver): Promise<void> {
    await LEVEL_WAIVER.put(this.db, waiver);
  }

  async take(userId: UserId): Promise<LevelWaiver | undefined> {
    const { rows } = await this.db.query<LevelWaiver>(
      `DELETE FROM level_waiver w WHERE w.user_id = $1 RETURNING ${LEVEL_WAIVER.columns}`,
      [userId],
    );
    return rows[0];
  }

  listOpen(now: Date): Promise<readonly LevelWaiver[]> {
    return LEVEL_WAIVER.all(this.db, 'WHERE w.expires_at > $1 ORDER BY w.expires_at, w.user_id LIMIT $2', [
      now,
      MOST_LISTED_WAIVERS,
    ]);
  }

  forgetExpired(now: Date): Promise<number> {
    return repeatBatch(this.db, OVER, [now]);
  }
}
