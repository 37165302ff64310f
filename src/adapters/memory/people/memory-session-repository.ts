import type { SessionData } from '../../../application/people/session-store.ts';
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

  endAllOf(userId: UserId): Promise<number> {
    return this.#end(userId, () => true);
  }

  endLacking(userId: UserId, levels: readonly string[]): Promise<number> {
    return this.#end(
      userId,
      ({ acr = '', levelWaivedUntil }) => !levels.includes(acr) && levelWaivedUntil === undefined,
    );
  }

  async #end(userId: UserId, isMeant: (data: SessionData) => boolean): Promise<number> {
    const { endedSessions } = this.transaction;
    const ended = [...this.store.sessions]
      .filter(
        ([key, { owner, data }]) => owner?.userId === userId && isMeant(data) && !endedSessions.includes(key),
      )
      .map(([key]) => key);
    endedSessions.push(...ended);
    return ended.length;
  }
}
