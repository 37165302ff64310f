import type { SessionData } from '../../../application/people/session-store.ts';
import type {
  EndedSessions,
  SessionRepository,
} from '../../../application/people/sign-in/session-repository.ts';
import type { User } from '../../../domain/people/user.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { MemoryTransaction } from '../engine/memory-transaction.ts';
import { sessionId } from './session-id.ts';

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

  async endNamed(id: string): Promise<User | undefined> {
    const [key, session] =
      [...this.store.sessions].find(([one, { owner }]) => owner !== undefined && sessionId(one) === id) ?? [];
    if (key === undefined || !session?.owner || this.transaction.endedSessions.includes(key))
      return undefined;
    this.transaction.endedSessions.push(key);
    return this.transaction.tables.users.find(session.owner.userId);
  }

  async endSome(until: Date, limit: number): Promise<readonly EndedSessions[]> {
    const { endedSessions, tables } = this.transaction;
    const some = [...this.store.sessions]
      .filter(
        ([key, { owner, expiresAt }]) =>
          owner !== undefined && expiresAt <= until && !endedSessions.includes(key),
      )
      .sort(([, a], [, b]) => a.expiresAt.getTime() - b.expiresAt.getTime())
      .slice(0, limit);
    endedSessions.push(...some.map(([key]) => key));
    const owners = some.flatMap(([, { owner }]) => (owner ? [owner.userId] : []));
    return [...new Set(owners)].sort().flatMap((userId) => {
      const user = tables.users.find(userId);
      return user ? [{ user, sessions: owners.filter((one) => one === userId).length }] : [];
    });
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
