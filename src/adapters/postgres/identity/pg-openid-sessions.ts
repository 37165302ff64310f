import {
  type AccountsWithin,
  type EndedSignIn,
  type MailboxSession,
  MOST_MAILBOX_SESSIONS,
  type OpenidSessionQueries,
  type OpenidSessionRepository,
} from '../../../application/identity/provider/openid-sessions.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import {
  type EndedRecord,
  endedSignIns,
  grantKeysOf,
  type StoredClient,
} from '../../storage/ended-sign-ins.ts';
import { openidSessionId } from '../../storage/openid-record-key.ts';
import type { Queryable } from '../engine/sql.ts';

const LIST = `SELECT r.uid AS id, r.signed_in_at AS "signedInAt", r.expires_at AS "expiresAt", r.address,
    r.user_agent AS "userAgent", ARRAY(
      SELECT coalesce(c.name, signed.client->>'clientId')
        FROM jsonb_array_elements(coalesce(r.clients, '[]')) WITH ORDINALITY AS signed (client, place)
        LEFT JOIN openid_client c ON c.client_id = signed.client->>'clientId' ORDER BY signed.place) AS clients
  FROM openid_record r
  WHERE r.mailbox_id = $1 AND r.model = 'Session' AND r.signed_in_at IS NOT NULL AND r.expires_at > $2
  ORDER BY r.signed_in_at DESC, r.uid LIMIT ${MOST_MAILBOX_SESSIONS}`;

export class PgOpenidSessionQueries implements OpenidSessionQueries {
  constructor(private readonly db: Queryable) {}

  async listOf(mailboxId: MailboxId, now: Date): Promise<readonly MailboxSession[]> {
    return (await this.db.query<MailboxSession>(LIST, [mailboxId, now])).rows;
  }

  idOf(uid: string): string {
    return openidSessionId(uid);
  }
}

const ENDED = `RETURNING model, mailbox_id AS "mailboxId", client_id AS "clientId", clients`;
/** Sessions, and what was given in them. */
const OF_SESSION = 'AND (uid IS NOT NULL OR grant_key IS NOT NULL)';
/** The name of none: names are digests. */
const NO_SESSION = '';
const CLIENTS_OF_SESSION = `SELECT r.clients FROM openid_record r WHERE r.mailbox_id = $1 AND r.uid = $2 FOR UPDATE`;

/** Accounts with records whose owners may not sign in any more, as `mailboxIdentityOf` decides. */
const FORMER = `SELECT r.mailbox_id FROM openid_record r JOIN mailbox m ON m.id = r.mailbox_id
    JOIN mail_domain d ON d.id = m.mail_domain_id LEFT JOIN organization o ON o.id = d.organization_id
  WHERE NOT (m.status = 'enabled' AND m.change->'active' IS DISTINCT FROM 'false' AND d.status = 'enabled' AND coalesce(o.is_active, false))`;

function conditionOf(within: AccountsWithin): readonly [condition: string, values: unknown[]] {
  if ('mailboxIds' in within) return ['AND m.id = ANY ($1::uuid[])', [within.mailboxIds]];
  if ('mailDomainId' in within) return ['AND d.id = $1', [within.mailDomainId]];
  if ('organizationId' in within) return ['AND d.organization_id = $1', [within.organizationId]];
  return ['', []];
}

export class PgOpenidSessionRepository implements OpenidSessionRepository {
  constructor(private readonly db: Queryable) {}

  async endAllOf(mailboxIds: readonly MailboxId[]): Promise<readonly EndedSignIn[]> {
    if (mailboxIds.length === 0) return [];
    return this.#delete('mailbox_id = ANY ($1::uuid[])', [mailboxIds]);
  }

  endFormer(within: AccountsWithin): Promise<readonly EndedSignIn[]> {
    const [condition, values] = conditionOf(within);
    return this.#delete(`mailbox_id IN (${FORMER} ${condition})`, values);
  }

  endOthersOf(mailboxId: MailboxId, keptSessionId: string): Promise<readonly EndedSignIn[]> {
    return this.#deleteOthers(mailboxId, keptSessionId);
  }

  endSessionsOf(mailboxId: MailboxId, keptSessionId: string | null): Promise<readonly EndedSignIn[]> {
    return this.#deleteOthers(mailboxId, keptSessionId, OF_SESSION);
  }

  async end(mailboxId: MailboxId, sessionId: string): Promise<readonly EndedSignIn[] | undefined> {
    const clients = await this.#clientsOf(mailboxId, sessionId);
    return (
      clients &&
      this.#delete('mailbox_id = $1 AND (uid = $2 OR grant_key = ANY ($3::text[]))', [
        mailboxId,
        sessionId,
        grantKeysOf(clients),
      ])
    );
  }

  async endAllAt(clientId: string): Promise<void> {
    await this.db.query('DELETE FROM openid_record WHERE client_id = $1', [clientId]);
  }

  async #clientsOf(mailboxId: MailboxId, sessionId: string): Promise<readonly StoredClient[] | undefined> {
    const { rows } = await this.db.query<{ clients: readonly StoredClient[] | null }>(CLIENTS_OF_SESSION, [
      mailboxId,
      sessionId,
    ]);
    return rows.length === 0 ? undefined : rows.flatMap(({ clients }) => clients ?? []);
  }

  async #deleteOthers(
    mailboxId: MailboxId,
    keptSessionId: string | null,
    among = '',
  ): Promise<readonly EndedSignIn[]> {
    const kept = keptSessionId === null ? undefined : await this.#clientsOf(mailboxId, keptSessionId);
    return this.#delete(
      `mailbox_id = $1 AND uid IS DISTINCT FROM $2 ${among}
       AND (grant_key IS NULL OR grant_key <> ALL ($3::text[]))`,
      [mailboxId, keptSessionId ?? NO_SESSION, grantKeysOf(kept ?? [])],
    );
  }

  /** What is written by right of one of the records, until each of them is locked, is seen by the statement after that. */
  async #delete(condition: string, values: unknown[]): Promise<readonly EndedSignIn[]> {
    await this.db.query(`SELECT FROM openid_record WHERE ${condition} ORDER BY id FOR UPDATE`, values);
    const { rows } = await this.db.query<EndedRecord>(
      `DELETE FROM openid_record WHERE ${condition} ${ENDED}`,
      values,
    );
    return endedSignIns(rows);
  }
}
