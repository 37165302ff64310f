import { randomBytes } from 'node:crypto';
import {
  MOST_OWN_SESSIONS,
  type OwnSession,
  type PersonSession,
  type Session,
  type SessionData,
  type SessionOwner,
  type SessionStore,
  UNKNOWN_DEVICE,
} from '../../../application/people/session-store.ts';
import type { CursorRequest } from '../../../application/shared/page.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { administers } from './administers.ts';
import { sessionId } from './session-id.ts';

const KEY_BYTES = 32;

export class MemorySessionStore implements SessionStore {
  constructor(private readonly store: MemoryStore) {}

  async create(session: {
    data: SessionData;
    owner: SessionOwner | undefined;
    expiresAt: Date;
    seenAt?: Date;
  }): Promise<string> {
    this.store.tables.users.ensureHas(session.owner?.userId ?? null);
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const { seenAt, ...stored } = structuredClone(session);
    this.store.sessions.set(key, { ...stored, lastSeenAt: seenAt });
    return key;
  }

  async find(key: string, now: Date, also?: 'administers'): Promise<Session | undefined> {
    const stored = this.store.sessions.get(key);
    if (!stored || stored.expiresAt <= now) return undefined;
    const { data, owner, expiresAt, lastSeenAt } = structuredClone(stored);
    const user = owner && this.store.tables.users.find(owner.userId);
    const isKnown = user?.isActive && user.sub === owner?.sub;
    const known = isKnown ? user : undefined;
    const roles = also && { administers: known !== undefined && administers(this.store.tables, known.id) };
    return { key, data, user: known, expiresAt, lastSeenAt, ...roles };
  }

  async update(key: string, data: SessionData, expiresAt?: Date): Promise<void> {
    const stored = this.store.sessions.get(key);
    if (!stored) return;
    const ends = expiresAt ?? stored.expiresAt;
    this.store.sessions.set(key, { ...stored, data: structuredClone(data), expiresAt: new Date(ends) });
  }

  async takeMailbox(key: string): Promise<SessionData | undefined> {
    const stored = this.store.sessions.get(key);
    if (!stored?.data.mailbox) return undefined;
    const { mailbox: _taken, ...data } = stored.data;
    this.store.sessions.set(key, { ...stored, data });
    return structuredClone(stored.data);
  }

  async touch(key: string, at: Date): Promise<void> {
    const stored = this.store.sessions.get(key);
    if (stored) this.store.sessions.set(key, { ...stored, lastSeenAt: new Date(at) });
  }

  async destroy(key: string): Promise<void> {
    this.store.endSessions([key]);
  }

  async destroyOf({
    sub,
    sid,
  }: {
    sub: string | undefined;
    sid: string | undefined;
  }): Promise<readonly UserId[]> {
    const isTarget = (owner: SessionOwner) => (sid === undefined ? owner.sub === sub : owner.sid === sid);
    const ended = [...this.store.sessions].filter(([, { owner }]) => owner && isTarget(owner));
    this.store.endSessions(ended.map(([key]) => key));
    return ended.flatMap(([, { owner }]) => (owner ? [owner.userId] : []));
  }

  idOf(key: string): string {
    return sessionId(key);
  }

  async listOf(userId: UserId, now: Date): Promise<readonly OwnSession[]> {
    return this.#of(userId)
      .map(([key, { data, expiresAt, lastSeenAt }]) =>
        structuredClone({
          id: this.idOf(key),
          address: data.address ?? null,
          device: data.device ?? UNKNOWN_DEVICE,
          expiresAt,
          lastSeenAt,
        }),
      )
      .filter(({ expiresAt }) => expiresAt > now)
      .sort((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_OWN_SESSIONS);
  }

  async pageOf(
    { userId }: Readonly<{ userId?: UserId | undefined }>,
    now: Date,
    request: CursorRequest<'expires_at'>,
  ): Promise<readonly PersonSession[]> {
    const living = [...this.store.sessions].flatMap(([key, { owner, data, expiresAt, lastSeenAt }]) => {
      const user = owner && this.store.tables.users.find(owner.userId);
      if (!user || expiresAt <= now || (userId !== undefined && user.id !== userId)) return [];
      const { id, email, emailVerified, name } = user;
      const { device = UNKNOWN_DEVICE } = data;
      const told = { address: data.address ?? null, device, acr: data.acr ?? null, expiresAt, lastSeenAt };
      return [structuredClone({ ...told, id: this.idOf(key), user: { id, email, emailVerified, name } })];
    });
    return pageOf(living, request, { expires_at: ({ expiresAt }) => expiresAt }).items;
  }

  async endOf(userId: UserId, id: string): Promise<boolean> {
    const key = this.#of(userId)
      .map(([own]) => own)
      .find((own) => this.idOf(own) === id);
    if (key === undefined) return false;
    this.store.endSessions([key]);
    return true;
  }

  async endOthersOf(userId: UserId, key: string): Promise<number> {
    const others = this.#of(userId).filter(([own]) => own !== key);
    this.store.endSessions(others.map(([other]) => other));
    return others.length;
  }

  #of(userId: UserId) {
    return [...this.store.sessions].filter(([, { owner }]) => owner?.userId === userId);
  }

  async rememberLogoutToken(jti: string, expiresAt: Date): Promise<boolean> {
    if (this.store.logoutTokens.has(jti)) return false;
    this.store.logoutTokens.set(jti, new Date(expiresAt));
    return true;
  }

  async purge(now: Date): Promise<void> {
    const expired = [...this.store.sessions].filter(([, { expiresAt }]) => expiresAt <= now);
    this.store.endSessions(expired.map(([key]) => key));
    for (const [jti, expiresAt] of this.store.logoutTokens) {
      if (expiresAt <= now) this.store.logoutTokens.delete(jti);
    }
  }
}
