import { createHash, randomBytes } from 'node:crypto';
import {
  MOST_OWN_SESSIONS,
  type OwnSession,
  type PersonSession,
  type Session,
  type SessionData,
  type SessionDevice,
  type SessionOwner,
  type SessionStore,
  UNKNOWN_DEVICE,
} from '../../../application/people/session-store.ts';
import type { CursorRequest } from '../../../application/shared/page.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { repeatBatch } from '../engine/repeat-batch.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { StatementBatches } from '../engine/statement-batches.ts';
import { ADMINISTERS } from './administers.ts';
import { SESSION_ID } from './session-id.ts';
import { USER, WHOLE_USER, type WholeUserRow } from './user-table.ts';

type Row = {
  key_hash: Buffer;
  data: SessionData;
  expires_at: Date;
  last_seen_at: Date | null;
  administers?: boolean;
} & (WholeUserRow | { user_id: null });

type PersonRow = OwnRow & { acr: string | null } & Pick<
    WholeUserRow,
    'user_id' | 'user_email' | 'user_emailVerified' | 'user_name'
  >;
type OwnRow = {
  id: string;
  address: string | null;
  device: SessionDevice | null;
  expires_at: Date;
  last_seen_at: Date | null;
};

const KEY_BYTES = 32;
const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

const ORDER = { expires_at: 's.expires_at' } as const;

const PURGE_SESSIONS = `DELETE FROM session WHERE key_hash IN (
  SELECT s.key_hash FROM session s WHERE s.expires_at <= $1 LIMIT $2)`;
const PURGE_LOGOUT_TOKENS = `DELETE FROM processed_logout_token WHERE jti IN (
  SELECT t.jti FROM processed_logout_token t WHERE t.expires_at <= $1 LIMIT $2)`;

const OWNER = USER.beside('user_', ['id', 'email', 'emailVerified', 'name']);

const toOwn = ({ id, address, device, expires_at: expiresAt, last_seen_at: seen }: OwnRow): OwnSession => ({
  id,
  address,
  device: device ?? UNKNOWN_DEVICE,
  expiresAt,
  lastSeenAt: seen ?? undefined,
});

/**
 * Sessions by the SHA-256 of their key. Look-ups that arrive while one is under way are combined into the next
 * statement.
 */
export class PgSessionStore implements SessionStore {
  readonly #batches = new StatementBatches<Buffer, Row | undefined>((hashes) => this.#read(hashes));
  readonly #withRoles = new StatementBatches<Buffer, Row | undefined>((hashes) =>
    this.#read(hashes, `, ${ADMINISTERS} AS administers`),
  );

  constructor(private readonly db: Queryable) {}

  async create(session: {
    data: SessionData;
    owner: SessionOwner | undefined;
    expiresAt: Date;
    seenAt?: Date;
  }): Promise<string> {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const { data, owner, expiresAt, seenAt } = session;
    await this.db.query(
      `INSERT INTO session (key_hash, user_id, sub, sid, data, created_at, expires_at, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, now(), $6, $7)`,
      [digest(key), owner?.userId, owner?.sub, owner?.sid, data, expiresAt, seenAt],
    );
    return key;
  }

  async find(key: string, now: Date, also?: 'administers'): Promise<Session | undefined> {
    const row = await (also ? this.#withRoles : this.#batches).ask(digest(key));
    if (!row || row.expires_at <= now) return undefined;
    const user = row.user_id === null ? undefined : WHOLE_USER.of(row);
    const { data, expires_at: expiresAt, last_seen_at: seen, administers } = row;
    return { key, data, user, expiresAt, lastSeenAt: seen ?? undefined, administers };
  }

  async #read(hashes: readonly Buffer[], also = ''): Promise<readonly (Row | undefined)[]> {
    const { rows } = await this.db.query<Row>(
      `SELECT s.key_hash, s.data, s.expires_at, s.last_seen_at, ${WHOLE_USER.columns}${also}
         FROM session s LEFT JOIN user_account u ON u.id = s.user_id AND u.sub = s.sub AND u.is_active
        WHERE s.key_hash = ANY($1::bytea[])`,
      [hashes],
    );
    return hashes.map((hash) => rows.find(({ key_hash }) => key_hash.equals(hash)));
  }

  async update(key: string, data: SessionData, expiresAt?: Date): Promise<void> {
    await this.db.query(
      'UPDATE session SET data = $2, expires_at = coalesce($3, expires_at) WHERE key_hash = $1',
      [digest(key), data, expiresAt],
    );
  }

  async takeMailbox(key: string): Promise<SessionData | undefined> {
    const { rows } = await this.db.query<{ data: SessionData }>(
      `WITH taken AS (
         SELECT s.key_hash, s.data FROM session s WHERE s.key_hash = $1 AND s.data ? 'mailbox' FOR UPDATE)
       UPDATE session s SET data = s.data - 'mailbox' FROM taken t WHERE s.key_hash = t.key_hash RETURNING t.data`,
      [digest(key)],
    );
    return rows[0]?.data;
  }

  async touch(key: string, at: Date): Promise<void> {
    await this.db.query('UPDATE session SET last_seen_at = $2 WHERE key_hash = $1', [digest(key), at]);
  }

  async destroy(key: string): Promise<void> {
    await this.db.query('DELETE FROM session WHERE key_hash = $1', [digest(key)]);
  }

  async destroyOf({
    sub,
    sid,
  }: {
    sub: string | undefined;
    sid: string | undefined;
  }): Promise<readonly UserId[]> {
    const [column, value] = sid === undefined ? ['sub', sub] : ['sid', sid];
    if (value === undefined) return [];
    const { rows } = await this.db.query<{ user_id: UserId }>(
      `DELETE FROM session WHERE ${column} = $1 RETURNING user_id`,
      [value],
    );
    return rows.map((row) => row.user_id);
  }

  idOf(key: string): string {
    return createHash('sha256').update(digest(key)).digest('hex');
  }

  async listOf(userId: UserId, now: Date): Promise<readonly OwnSession[]> {
    const { rows } = await this.db.query<OwnRow>(
      `SELECT ${SESSION_ID} AS id, s.data ->> 'address' AS address, s.data -> 'device' AS device, s.expires_at, s.last_seen_at
         FROM session s WHERE s.user_id = $1 AND s.expires_at > $2 ORDER BY s.expires_at DESC, id LIMIT $3`,
      [userId, now, MOST_OWN_SESSIONS],
    );
    return rows.map(toOwn);
  }

  async pageOf(
    { userId }: Readonly<{ userId?: UserId | undefined }>,
    now: Date,
    request: CursorRequest<'expires_at'>,
  ): Promise<readonly PersonSession[]> {
    const { number, size, order } = request;
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      `s.expires_at > ${place(now)}`,
      ...(userId === undefined ? [] : [`s.user_id = ${place(userId)}`]),
      ...afterPosition(request, ORDER, SESSION_ID, place),
    ];
    const { rows } = await this.db.query<PersonRow>(
      `SELECT ${SESSION_ID} AS id, s.data ->> 'address' AS address, s.data -> 'device' AS device, s.data ->> 'acr' AS acr,
              s.expires_at, s.last_seen_at, ${OWNER.columns}
         FROM session s JOIN user_account u ON u.id = s.user_id WHERE ${conditions.join(' AND ')}
        ORDER BY ${orderBy(order, ORDER, SESSION_ID)} LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return rows.map((row) => ({ ...toOwn(row), acr: row.acr, user: OWNER.of(row) }));
  }

  async endOf(userId: UserId, id: string): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `DELETE FROM session s WHERE s.user_id = $1 AND ${SESSION_ID} = $2`,
      [userId, id],
    );
    return rowCount === 1;
  }

  async endOthersOf(userId: UserId, key: string): Promise<number> {
    const { rowCount } = await this.db.query('DELETE FROM session WHERE user_id = $1 AND key_hash <> $2', [
      userId,
      digest(key),
    ]);
    return rowCount ?? 0;
  }

  async rememberLogoutToken(jti: string, expiresAt: Date): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'INSERT INTO processed_logout_token (jti, expires_at) VALUES ($1, $2) ON CONFLICT (jti) DO NOTHING',
      [jti, expiresAt],
    );
    return rowCount === 1;
  }

  async purge(now: Date): Promise<void> {
    await repeatBatch(this.db, PURGE_SESSIONS, [now]);
    await repeatBatch(this.db, PURGE_LOGOUT_TOKENS, [now]);
  }
}
