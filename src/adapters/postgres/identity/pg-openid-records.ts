import type {
  OpenidPayload,
  OpenidRecord,
  OpenidRecords,
  StoredOpenidRecord,
} from '../../../application/identity/provider/openid-records.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { openidGrantKey, openidRecordKey, openidSessionId } from '../../storage/openid-record-key.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';

type Row = { id: string; sealed_payload: Buffer; consumed_at: Date | null };

const SAVE = `INSERT INTO openid_record
    (id, model, uid, grant_key, mailbox_id, client_id, expires_at, sealed_payload, signed_in_at, address, user_agent, clients)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, grant_key = excluded.grant_key, mailbox_id = excluded.mailbox_id,
    client_id = excluded.client_id, expires_at = excluded.expires_at, sealed_payload = excluded.sealed_payload,
    signed_in_at = excluded.signed_in_at, address = excluded.address, user_agent = excluded.user_agent,
    clients = excluded.clients`;
const FIND = 'SELECT r.id, r.sealed_payload, r.consumed_at FROM openid_record r';
const PURGE = `DELETE FROM openid_record WHERE id IN (
  SELECT r.id FROM openid_record r WHERE r.expires_at <= $1 LIMIT $2)`;

/** Records by digests of their ids; each payload is sealed for its own record. */
export class PgOpenidRecords implements OpenidRecords {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async save(record: OpenidRecord): Promise<void> {
    const { model, uid, grantId, mailboxId, clientId, expiresAt, payload, session } = record;
    const id = openidRecordKey(model, record.id);
    const clients = session?.clients.map((client) => ({
      clientId: client.clientId,
      sid: client.sid,
      grantKey: client.grantId === null ? null : openidGrantKey(client.grantId),
    }));
    await this.db.query(SAVE, [
      id,
      model,
      uid === null ? null : openidSessionId(uid),
      grantId === null ? null : openidGrantKey(grantId),
      mailboxId,
      clientId,
      expiresAt,
      this.secretBox.seal(JSON.stringify(payload), id),
      session?.signedInAt,
      session?.address,
      session?.userAgent,
      clients && JSON.stringify(clients),
    ]);
  }

  find(model: string, id: string): Promise<StoredOpenidRecord | undefined> {
    return this.#read(`${FIND} WHERE r.id = $1`, openidRecordKey(model, id));
  }

  findByUid(model: string, uid: string): Promise<StoredOpenidRecord | undefined> {
    return this.#read(`${FIND} WHERE r.uid = $1 AND r.model = $2`, openidSessionId(uid), model);
  }

  async consume(model: string, id: string, at: Date): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'UPDATE openid_record SET consumed_at = $2 WHERE id = $1 AND consumed_at IS NULL',
      [openidRecordKey(model, id), at],
    );
    return rowCount === 1;
  }

  async destroy(model: string, id: string): Promise<void> {
    await this.db.query('DELETE FROM openid_record WHERE id = $1', [openidRecordKey(model, id)]);
  }

  async revokeGrant(grantId: string): Promise<void> {
    await this.db.query('DELETE FROM openid_record WHERE grant_key = $1', [openidGrantKey(grantId)]);
  }

  purge(now: Date): Promise<number> {
    return repeatBatch(this.db, PURGE, [now]);
  }

  async #read(statement: string, ...values: readonly string[]): Promise<StoredOpenidRecord | undefined> {
    const { rows } = await this.db.query<Row>(statement, [...values]);
    const [row] = rows;
    if (!row) return undefined;
    const opened = this.secretBox.read(row.sealed_payload, row.id);
    // As if it had ended: the person signs in again.
    if (isUnreadable(opened)) return undefined;
    const payload: OpenidPayload = JSON.parse(opened);
    return { payload, consumedAt: row.consumed_at };
  }
}
