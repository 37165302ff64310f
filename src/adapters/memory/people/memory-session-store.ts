import { randomBytes } from 'node:crypto';
import type {
  Session,
  SessionData,
  SessionOwner,
  SessionStore,
} from '../../../application/people/session-store.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

const KEY_BYTES = 32;

export class MemorySessionStore implements SessionStore {
  constructor(private readonly store: MemoryStore) {}

  async create(session: {
    data: SessionData;
    owner: SessionOwner | undefined;
    expiresAt: Date;
  }): Promise<string> {
    this.store.tables.users.ensureHas(session.owner?.userId ?? null);
    const key = randomBytes(KEY_BYTES).toString('base64url');
    this.store.sessions.set(key, structuredClone(session));
    return key;
  }

  async find(key: string, now: Date): Promise<Session | undefined> {
    const stored = this.store.sessions.get(key);
    if (!stored || stored.expiresAt <= now) return undefined;
    const { data, owner, expiresAt } = structuredClone(stored);
    const user = owner && this.store.tables.users.find(owner.userId);
    return { key, data, user: user?.isActive && user.sub === owner?.sub ? user : undefined, expiresAt };
  }

  async update(key: string, data: SessionData, expiresAt?: Date): Promise<void> {
    const stored = this.store.sessions.get(key);
    if (!stored) return;
    const ends = expiresAt ?? stored.expiresAt;
    this.store.sessions.set(key, { ...stored, data: structuredClone(data), expiresAt: new Date(ends) });
  }

  async destroy(key: string): Promise<void> {
    this.store.sessions.delete(key);
  }

  async destroyOf({ sub, sid }: { sub: string | undefined; sid: string | undefined }): Promise<number> {
    const isTarget = (owner: SessionOwner) => (sid === undefined ? owner.sub === sub : owner.sid === sid);
    const ended = [...this.store.sessions].filter(([, { owner }]) => owner && isTarget(owner));
    for (const [key] of ended) this.store.sessions.delete(key);
    return ended.length;
  }

  async rememberLogoutToken(jti: string, expiresAt: Date): Promise<boolean> {
    if (this.store.logoutTokens.has(jti)) return false;
    this.store.logoutTokens.set(jti, new Date(expiresAt));
    return true;
  }

  async purge(now: Date): Promise<void> {
    for (const [key, { expiresAt }] of this.store.sessions) {
      if (expiresAt <= now) this.store.sessions.delete(key);
    }
    for (const [jti, expiresAt] of this.store.logoutTokens) {
      if (expiresAt <= now) this.store.logoutTokens.delete(jti);
    }
  }
}
