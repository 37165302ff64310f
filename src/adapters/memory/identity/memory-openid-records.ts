import type {
  OpenidRecord,
  OpenidRecords,
  RecordSource,
  StoredOpenidRecord,
} from '../../../application/identity/provider/openid-records.ts';
import { openidGrantKey, openidRecordKey, openidSessionId } from '../../storage/openid-record-key.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import type { StoredOpenidRecord as Row } from '../engine/stored-openid-record.ts';

const rowOf = ({ session, ...record }: OpenidRecord): Row => ({
  id: openidRecordKey(record.model, record.id),
  model: record.model,
  uid: record.uid === null ? null : openidSessionId(record.uid),
  grantKey: record.grantId === null ? null : openidGrantKey(record.grantId),
  mailboxId: record.mailboxId,
  clientId: record.clientId,
  expiresAt: record.expiresAt,
  consumedAt: null,
  payload: record.payload,
  signedInAt: session?.signedInAt ?? null,
  address: session?.address ?? null,
  userAgent: session?.userAgent ?? null,
  clients:
    session?.clients.map(({ clientId, sid, grantId }) => ({
      clientId,
      sid,
      grantKey: grantId === null ? null : openidGrantKey(grantId),
    })) ?? null,
});

function put({ openidRecords }: MemoryTables, record: OpenidRecord): void {
  const row = rowOf(record);
  if (!openidRecords.find(row.id)) openidRecords.insert(row);
  else openidRecords.update(row.id, ({ consumedAt }) => ({ ...row, consumedAt }));
}

const isSource = (source: RecordSource) => {
  if (!('uid' in source)) return ({ id }: Row) => id === openidRecordKey(source.model, source.id);
  const name = openidSessionId(source.uid);
  return ({ uid, model }: Row) => uid === name && model === 'Session';
};

/** Each call is a transaction of its own. */
export class MemoryOpenidRecords implements OpenidRecords {
  constructor(private readonly store: MemoryStore) {}

  save(record: OpenidRecord): Promise<void> {
    return this.#write((tables) => put(tables, record));
  }

  saveWhile(source: RecordSource, record: OpenidRecord): Promise<boolean> {
    return this.#write((tables) => {
      if (!tables.openidRecords.has(isSource(source))) return false;
      put(tables, record);
      return true;
    });
  }

  find(model: string, id: string): Promise<StoredOpenidRecord | undefined> {
    const key = openidRecordKey(model, id);
    return this.#first((row) => row.id === key);
  }

  findByUid(model: string, uid: string): Promise<StoredOpenidRecord | undefined> {
    const name = openidSessionId(uid);
    return this.#first((row) => row.uid === name && row.model === model);
  }

  consume(model: string, id: string, at: Date, given: readonly OpenidRecord[] = []): Promise<boolean> {
    const key = openidRecordKey(model, id);
    return this.#write(({ openidRecords }) => {
      const row = openidRecords.find(key);
      if (!row || row.consumedAt !== null) return false;
      openidRecords.update(key, (former) => ({ ...former, consumedAt: at }));
      for (const record of given) openidRecords.insert(rowOf(record));
      return true;
    });
  }

  destroy(model: string, id: string): Promise<void> {
    const key = openidRecordKey(model, id);
    return this.#write(({ openidRecords }) => void openidRecords.remove((row) => row.id === key));
  }

  revokeGrant(grantId: string): Promise<void> {
    const key = openidGrantKey(grantId);
    return this.#write(({ openidRecords }) => void openidRecords.remove((row) => row.grantKey === key));
  }

  purge(now: Date): Promise<number> {
    return this.#write(({ openidRecords }) => openidRecords.remove((row) => row.expiresAt <= now).length);
  }

  async #first(matches: (row: Row) => boolean): Promise<StoredOpenidRecord | undefined> {
    const row = this.store.tables.openidRecords.first(matches);
    return row && { payload: row.payload, consumedAt: row.consumedAt };
  }

  #write<T>(write: (tables: MemoryTables) => T): Promise<T> {
    return this.store.transact(async ({ tables }) => write(tables));
  }
}
