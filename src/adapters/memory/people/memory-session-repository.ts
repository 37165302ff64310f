import type { SessionRepository } from '../../../application/people/sign-in/session-repository.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { MemoryTransaction } from '../engine/memory-transaction.ts';

/** Collects the sessions to be ended at commit. */
export class MemorySessionRepository implements SessionRepository {
  constructor(
    private readonly store: MemoryStore,
    private readonly transaction: MemoryTransaction,
  ) {}

  async endAllOf(userId: UserId): Promise<number> {
    const { endedSessions } = this.transaction;
    const ended = [...this.store.sessions]
      .filter(([key, { owner }]) => owner?.userId === userId && !endedSessions.includes(key))
      .map(([key]) => key);
    endedSessions.push(...ended);
    return ended.length;
  }
}
