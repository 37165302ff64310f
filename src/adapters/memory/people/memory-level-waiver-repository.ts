import {
  type LevelWaiverRepository,
  MOST_LISTED_WAIVERS,
} from '../../../application/people/sign-in/level/level-waiver-repository.ts';
import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryLevelWaiverRepository implements LevelWaiverRepository {
  constructor(private readonly tables: MemoryTables) {}

  async put(waiver: LevelWaiver): Promise<void> {
    await this.take(waiver.userId);
    this.tables.levelWaivers.insert({ ...waiver, id: waiver.userId });
  }

  async take(userId: UserId): Promise<LevelWaiver | undefined> {
    return this.tables.levelWaivers.remove(({ id }) => id === userId).map(withoutId)[0];
  }

  async listOpen(now: Date): Promise<readonly LevelWaiver[]> {
    return this.tables.levelWaivers
      .all(({ expiresAt }) => expiresAt > now)
      .map(withoutId)
      .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.userId < b.userId ? -1 : 1))
      .slice(0, MOST_LISTED_WAIVERS);
  }

  async forgetExpired(now: Date): Promise<number> {
    return this.tables.levelWaivers.remove(({ expiresAt }) => expiresAt <= now).length;
  }
}

const withoutId = ({ userId, reason, createdAt, expiresAt }: LevelWaiver): LevelWaiver => ({
  userId,
  reason,
  createdAt,
  expiresAt,
});
