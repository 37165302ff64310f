import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Entry = { payload: AdapterPayload; expiresAt: number };

export type MemoryStorage = Readonly<{
  adapter: AdapterFactory;
  /** The sessions of an account. */
  sessionsOf(accountId: string): readonly StoredSession[];
}>;

type StoredSession = Readonly<{ jti: string }> & Pick<AdapterPayload, 'authorizations'>;

/**
 * Stores one provider's data until they expire, in the process: the library's own memory storage is shared by all
 * providers of a process and warns about being used.
 */
export function createMemoryStorage(): MemoryStorage {
  const entries = new Map<string, Entry>();

  const forget = (isGone: (entry: Entry) => boolean): void => {
    for (const [key, entry] of entries) if (isGone(entry)) entries.delete(key);
  };
  const live = (entry: Entry | undefined): AdapterPayload | undefined =>
    entry !== undefined && entry.expiresAt > Date.now() ? entry.payload : undefined;

  const adapter: AdapterFactory = (model): Adapter => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const findWhere = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
      for (const [key, entry] of entries) {
        if (key.startsWith(keyOf('')) && matches(entry.payload)) return live(entry);
      }
      return undefined;
    };
    return {
      async upsert(id, payload, expiresIn) {
        forget(({ expiresAt }) => expiresAt <= Date.now());
        const lifetime = expiresIn === undefined ? Number.POSITIVE_INFINITY : expiresIn * 1000;
        entries.set(keyOf(id), { payload, expiresAt: Date.now() + lifetime });
      },
      async find(id) {
        return live(entries.get(keyOf(id)));
      },
      async findByUid(uid) {
        return findWhere((payload) => payload.uid === uid);
      },
      async findByUserCode(userCode) {
        return findWhere((payload) => payload.userCode === userCode);
      },
      async consume(id) {
        const entry = entries.get(keyOf(id));
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        entries.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        forget(({ payload }) => payload.grantId === grantId);
      },
    };
  };

  return {
    adapter,
    sessionsOf: (accountId) =>
      [...entries].flatMap(([key, entry]) => {
        const payload = key.startsWith('Session:') ? live(entry) : undefined;
        return payload?.accountId === accountId && payload.jti !== undefined
          ? [{ jti: payload.jti, authorizations: payload.authorizations }]
          : [];
      }),
  };
}
