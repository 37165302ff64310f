import type { WebhookDeliveryRepository } from '../../../application/webhook/delivery/webhook-delivery-repository.ts';
import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import type { TeamPath } from '../../../domain/team/team-path.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type { WebhookProtocol } from '../../../domain/webhook/team-webhook.ts';
import type { WebhookDelivery, WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';
import { VERIFIED_EMAIL } from '../shared/verified-email.ts';
import { endOfSubtree } from '../team/end-of-subtree.ts';
import { WEBHOOK_DELIVERY } from './webhook-delivery-table.ts';

type Change = { teamId: TeamId; userId: UserId; operation: MembershipOperation; at: Date };
type FirstRow = WebhookDelivery & {
  url: string;
  protocol: WebhookProtocol;
  sealed_secret: Buffer | null;
};

const INSERT = `INSERT INTO webhook_delivery
  (webhook_id, team_id, team_name, operation, cause, user_id, email, created_at, next_attempt_at)`;

export class PgWebhookDeliveryRepository implements WebhookDeliveryRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async queueChange({ teamId, userId, operation, at }: Change): Promise<readonly TeamWebhookId[]> {
    const webhookIds = await this.#lockWebhooks('w.team_id = $1', [teamId]);
    if (webhookIds.length === 0) return [];
    await this.#insert(
      `SELECT w.id, t.id, t.name, $2, 'change', u.id, ${VERIFIED_EMAIL}, $3, $3
         FROM team_webhook w JOIN team t ON t.id = w.team_id JOIN user_account u ON u.id = $4
        WHERE w.id = ANY($1::uuid[]) ORDER BY w.id`,
      [webhookIds, operation, at, userId],
    );
    return webhookIds;
  }

  async queueSubtreeRemoval(path: TeamPath, at: Date): Promise<readonly TeamWebhookId[]> {
    const subtree = [path, endOfSubtree(path)];
    // Transactions that add a person to one of these teams hold its row: they commit before this one, or find it
    // deleted.
    await this.db.query(
      'SELECT FROM team t WHERE t.path >= $1 AND t.path < $2 ORDER BY t.path FOR UPDATE',
      subtree,
    );
    const webhookIds = await this.#lockWebhooks(
      'w.team_id IN (SELECT t.id FROM team t WHERE t.path >= $1 AND t.path < $2)',
      subtree,
    );
    if (webhookIds.length === 0) return [];
    await this.#insert(
      `SELECT w.id, t.id, t.name, 'remove', 'change', u.id, ${VERIFIED_EMAIL}, $2, $2
         FROM team_webhook w JOIN team t ON t.id = w.team_id
         JOIN team_access a ON a.team_id = t.id JOIN user_account u ON u.id = a.user_id
        WHERE w.id = ANY($1::uuid[]) ORDER BY w.id, a.created_at, a.id`,
      [webhookIds, at],
    );
    await this.db.query(
      `UPDATE webhook_delivery d
          SET kept_url = w.url, kept_protocol = w.protocol, sealed_kept_secret = w.sealed_secret
         FROM team_webhook w WHERE w.id = ANY($1::uuid[]) AND d.webhook_id = w.id AND d.state = 'pending'`,
      [webhookIds],
    );
    return webhookIds;
  }

  async queueMembers(webhookId: TeamWebhookId, at: Date): Promise<number> {
    return this.#insert(
      `SELECT w.id, t.id, t.name, 'add', 'resync', u.id, ${VERIFIED_EMAIL}, $2, $2
         FROM team_webhook w JOIN team t ON t.id = w.team_id
         JOIN team_access a ON a.team_id = t.id JOIN user_account u ON u.id = a.user_id
        WHERE w.id = ANY($1::uuid[]) ORDER BY a.created_at, a.id`,
      [await this.#lockWebhooks('w.id = $1', [webhookId]), at],
    );
  }

  async queueAgain(webhookId: TeamWebhookId, id: WebhookDeliveryId | undefined, at: Date): Promise<number> {
    return this.#insert(
      `SELECT w.id, t.id, t.name, CASE WHEN a.id IS NULL THEN 'remove' ELSE 'add' END, 'replay', d.user_id,
              coalesce(${VERIFIED_EMAIL}, d.email), $2, $2
         FROM webhook_delivery d
         JOIN team_webhook w ON w.id = d.webhook_id JOIN team t ON t.id = w.team_id
         LEFT JOIN user_account u ON u.id = d.user_id
         LEFT JOIN team_access a ON a.team_id = t.id AND a.user_id = d.user_id
        WHERE d.webhook_id = ANY($1::uuid[])
          AND CASE WHEN $3::bigint IS NULL
                   THEN d.state IN ('failed', 'expired') AND NOT EXISTS (
                          SELECT FROM webhook_delivery later
                           WHERE later.webhook_id = d.webhook_id AND later.user_id = d.user_id AND later.id > d.id)
                   ELSE d.id = $3 END
        ORDER BY d.id`,
      [await this.#lockWebhooks('w.id = $1', [webhookId]), at, id ?? null],
    );
  }

  async has(webhookId: TeamWebhookId, id: WebhookDeliveryId): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'SELECT FROM webhook_delivery WHERE webhook_id = $1 AND id = $2',
      [webhookId, id],
    );
    return rowCount === 1;
  }

  async lockFirst(
    webhookId: TeamWebhookId,
  ): Promise<{ delivery: WebhookDelivery; target: WebhookTarget; isReadable: boolean } | undefined> {
    const { rows } = await this.db.query<FirstRow>(
      `SELECT ${WEBHOOK_DELIVERY.columns}, coalesce(w.url, d.kept_url) AS url,
              coalesce(w.protocol, d.kept_protocol) AS protocol,
              CASE WHEN w.id IS NULL THEN d.sealed_kept_secret ELSE w.sealed_secret END AS sealed_secret
         FROM webhook_delivery d LEFT JOIN team_webhook w ON w.id = d.webhook_id
        WHERE d.webhook_id = $1 AND d.state = 'pending' ORDER BY d.id LIMIT 1 FOR UPDATE OF d`,
      [webhookId],
    );
    if (!rows[0]) return undefined;
    const { url, protocol, sealed_secret: sealed } = rows[0];
    const opened = sealed && this.secretBox.read(sealed, webhookId);
    const isReadable = !isUnreadable(opened);
    const target = { url, protocol, secret: isReadable ? opened : null };
    return { delivery: WEBHOOK_DELIVERY.of(rows[0]), target, isReadable };
  }

  async lock(id: WebhookDeliveryId): Promise<WebhookDelivery | undefined> {
    return WEBHOOK_DELIVERY.first(this.db, 'WHERE d.id = $1 FOR UPDATE', [id]);
  }

  async update(delivery: WebhookDelivery): Promise<void> {
    const { id, state, attempts, lastStatus, lastFailure, lastAttemptAt, nextAttemptAt, settledAt } =
      delivery;
    await this.db.query(
      `UPDATE webhook_delivery
          SET state = $2, attempts = $3, last_status = $4, last_failure = $5, last_attempt_at = $6,
              next_attempt_at = $7, settled_at = $8,
              kept_url = CASE WHEN $2 = 'pending' THEN kept_url END,
              kept_protocol = CASE WHEN $2 = 'pending' THEN kept_protocol END,
              sealed_kept_secret = CASE WHEN $2 = 'pending' THEN sealed_kept_secret END
        WHERE id = $1`,
      [id, state, attempts, lastStatus, lastFailure, lastAttemptAt, nextAttemptAt, settledAt],
    );
  }

  async isWaiting(webhookId: TeamWebhookId): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `SELECT FROM webhook_delivery WHERE webhook_id = $1 AND state = 'pending' LIMIT 1`,
      [webhookId],
    );
    return rowCount === 1;
  }

  async overdue(
    at: Date,
    after: TeamWebhookId | undefined,
    limit: number,
  ): Promise<readonly TeamWebhookId[]> {
    const { rows } = await this.db.query<{ webhook_id: TeamWebhookId }>(
      `SELECT DISTINCT d.webhook_id FROM webhook_delivery d
        WHERE d.state = 'pending' AND d.next_attempt_at < $1 AND ($2::uuid IS NULL OR d.webhook_id > $2)
        ORDER BY d.webhook_id LIMIT $3`,
      [at, after ?? null, limit],
    );
    return rows.map((row) => row.webhook_id);
  }

  async forgetSettled(at: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query(
      `DELETE FROM webhook_delivery WHERE id IN (
         SELECT d.id FROM webhook_delivery d WHERE d.state <> 'pending' AND d.settled_at < $1
          ORDER BY d.settled_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [at, limit],
    );
    return rowCount ?? 0;
  }

  /** Locks in one order for all transactions, so that none wait for each other. */
  async #lockWebhooks(condition: string, values: readonly unknown[]): Promise<readonly TeamWebhookId[]> {
    const { rows } = await this.db.query<{ id: TeamWebhookId }>(
      `SELECT w.id FROM team_webhook w WHERE ${condition} ORDER BY w.team_id, w.id FOR UPDATE`,
      [...values],
    );
    return rows.map(({ id }) => id);
  }

  async #insert(
    select: string,
    [webhookIds, ...others]: [readonly TeamWebhookId[], ...unknown[]],
  ): Promise<number> {
    const { rowCount } = await this.db.query(`${INSERT} ${select}`, [webhookIds, ...others]);
    if (rowCount) {
      await this.db.query(`UPDATE team_webhook SET status = 'pending' WHERE id = ANY($1::uuid[])`, [
        webhookIds,
      ]);
    }
    return rowCount ?? 0;
  }
}
