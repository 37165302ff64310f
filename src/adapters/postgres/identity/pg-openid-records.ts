import type {
  OpenidRecord,
  OpenidRecords,
  RecordSource,
  StoredOpenidRecord,
} from '../../../application/identity/provider/openid-records.ts';
import { openidGrantKey, openidRecordKey, openidSessionId } from '../../storage/openid-record-key.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';
import { openOpenidRecord, type SealedOpenidRecord } from './sealed-openid-record.ts';

const COLUMNS =
  'id, model, uid, grant_key, mailbox_id, client_id, expires_at, sealed_payload, signed_in_at, address, user_agent, clients';
const GIVEN = `$1::text, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::timestamptz, $8::bytea, $9::timestamptz,
    $10::text, $11::text, $12::jsonb`;
const REPLACING = `ON CONFLICT (id) DO UPDATE SET uid = excluded.uid, grant_key = excluded.grant_key, mailbox_id = excluded.mailbox_id,
    client_id = excluded.client_id, expires_at = excluded.expires_at, sealed_payload = excluded.sealed_payload,
    signed_in_at = excluded.signed_in_at, address = excluded.address, user_agent = excluded.user_agent,
    clients = excluded.clients`;
const SAVE = `INSERT INTO openid_record (${COLUMNS}) VALUES (${GIVEN}) ${REPLACING}`;
/** Whoever ends the source waits for this at its row, and finds what was written; or this waits, and finds no source. */
const savedWhile = (isSource: string): string => `WITH source AS (
    SELECT s.id FROM openid_record s WHERE ${isSource} LIMIT 1 FOR KEY SHARE)
  INSERT INTO openid_record (${COLUMNS}) SELECT ${GIVEN} FROM source ${REPLACING}`;
const SAVE_WHILE_RECORD = savedWhile('s.id = $13');
const SAVE_WHILE_SESSION = savedWhile("s.uid = $13 AND s.model = 'Session'");
const FIND = `SELECT r.id, r.sealed_payload AS "sealedPayload", r.consumed_at AS "consumedAt" FROM openid_record r`;
const CONSUME = 'UPDATE openid_record SET consumed_at = $2 WHERE id = $1 AND consumed_at IS NULL';
/** Whoever comes second waits for the first at the row, and then finds nothing to use and stores nothing. */
const EXCHANGE = `WITH used AS (${CONSUME} RETURNING id), stored AS (
    INSERT INTO openid_record (id, model, grant_key, mailbox_id, client_id, expires_at, sealed_payload)
    SELECT given.* FROM used CROSS JOIN unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[],
      $8::timestamptz[], $9::bytea[]) AS given)
  SELECT id FROM used`;
const PURGE = `DELETE FROM openid_record WHERE id IN (
  SELECT r.id FROM openid_record r WHERE r.expires_at <= $1 LIMIT $2)`;

/** Records by digests of their ids; each payload is sealed for its own record. */
export class PgOpenidRecords implements OpenidRecords {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async save(record: OpenidRecord): Promise<void> {
    await this.db.query(SAVE, [...this.#values(record)]);
  }

  async saveWhile(source: RecordSource, record: OpenidRecord): Promise<boolean> {
    const values = this.#values(record);
    const { rowCount } = await ('uid' in source
      ? this.db.query(SAVE_WHILE_SESSION, [...values, openidSessionId(source.uid)])
      : this.db.query(SAVE_WHILE_RECORD, [...values, openidRecordKey(source.model, source.id)]));
    return rowCount === 1;
  }

  find(model: string, id: string): Promise<StoredOpenidRecord | undefined> {
    return this.#read(`${FIND} WHERE r.id = $1`, openidRecordKey(model, id));
  }

  findByUid(model: string, uid: string): Promise<StoredOpenidRecord | undefined> {
    return this.#read(`${FIND} WHERE r.uid = $1 AND r.model = $2`, openidSessionId(uid), model);
  }

  async consume(model: string, id: string, at: Date, given: readonly OpenidRecord[] = []): Promise<boolean> {
    const used = [openidRecordKey(model, id), at];
    if (given.length === 0) return (await this.db.query(CONSUME, used)).rowCount === 1;
    const sealed = given.map((record) => this.#seal(record));
    const { rowCount } = await this.db.query(EXCHANGE, [
      ...used,
      sealed.map((record) => record.id),
      sealed.map((record) => record.model),
      sealed.map((record) => record.grantKey),
      sealed.map((record) => record.mailboxId),
      sealed.map((record) => record.clientId),
      sealed.map((record) => record.expiresAt),
      sealed.map((record) => record.payload),
    ]);
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

  #values(record: OpenidRecord): readonly unknown[] {
    const { model, uid, session } = record;
    const { id, grantKey, mailboxId, clientId, expiresAt, payload } = this.#seal(record);
    const clients = session?.clients.map((client) => ({
      clientId: client.clientId,
      sid: client.sid,
      grantKey: client.grantId === null ? null : openidGrantKey(client.grantId),
    }));
    return [
      id,
      model,
      uid === null ? null : openidSessionId(uid),
      grantKey,
      mailboxId,
      clientId,
      expiresAt,
      payload,
      session?.signedInAt,
      session?.address,
      session?.userAgent,
      clients && JSON.stringify(clients),
    ];
  }

  /** What every record has, as it is stored. */
  #seal({ model, id, grantId, mailboxId, clientId, expiresAt, payload }: OpenidRecord) {
    const key = openidRecordKey(model, id);
    return {
      id: key,
      model,
      grantKey: grantId === null ? null : openidGrantKey(grantId),
      mailboxId,
      clientId,
      expiresAt,
      payload: this.secretBox.seal(JSON.stringify(payload), key),
    };
  }

  async #read(statement: string, ...values: readonly string[]): Promise<StoredOpenidRecord | undefined> {
    const { rows } = await this.db.query<SealedOpenidRecord>(statement, [...values]);
    return rows[0] && openOpenidRecord(rows[0], this.secretBox);
  }
}
