import type { TeamWebhookRepository } from '../../../application/webhook/delivery/team-webhook-repository.ts';
import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook, WebhookStatus } from '../../../domain/webhook/team-webhook.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';
import { TEAM_WEBHOOK_COLUMNS, type TeamWebhookRow, toTeamWebhook } from './team-webhook-row.ts';

/** Secrets are encrypted with a key that is not in the database. */
export class PgTeamWebhookRepository implements TeamWebhookRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async find(teamId: TeamId, id: TeamWebhookId): Promise<TeamWebhook | undefined> {
    const { rows } = await this.db.query<TeamWebhookRow>(
      `SELECT ${TEAM_WEBHOOK_COLUMNS} FROM team_webhook w WHERE w.team_id = $1 AND w.id = $2`,
      [teamId, id],
    );
    return rows[0] && toTeamWebhook(rows[0]);
  }

  async lock(id: TeamWebhookId): Promise<TeamWebhook | undefined> {
    const { rows } = await this.db.query<TeamWebhookRow>(
      `SELECT ${TEAM_WEBHOOK_COLUMNS} FROM team_webhook w WHERE w.id = $1 FOR UPDATE`,
      [id],
    );
    return rows[0] && toTeamWebhook(rows[0]);
  }

  async failing(after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]> {
    const { rows } = await this.db.query<{ id: TeamWebhookId }>(
      `SELECT w.id FROM team_webhook w
        WHERE w.status = 'failure' AND ($1::uuid IS NULL OR w.id > $1) ORDER BY w.id LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  async insert(webhook: TeamWebhook, secret: string | null): Promise<void> {
    const { id, teamId, url, protocol, status, createdAt, updatedAt } = webhook;
    await this.db.query(
      `INSERT INTO team_webhook (id, team_id, url, sealed_secret, protocol, status, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, teamId, url, this.#seal(id, secret), protocol, status, createdAt, updatedAt],
    );
  }

  async update(
    { id, url, protocol, updatedAt }: TeamWebhook,
    secret: string | null | undefined,
  ): Promise<void> {
    await this.db.query(
      `UPDATE team_webhook SET url = $2, protocol = $3, updated_at = $4,
              sealed_secret = CASE WHEN $5 THEN $6 ELSE sealed_secret END WHERE id = $1`,
      [id, url, protocol, updatedAt, secret !== undefined, this.#seal(id, secret ?? null)],
    );
  }

  async setStatus(id: TeamWebhookId, status: WebhookStatus): Promise<void> {
    await this.db.query('UPDATE team_webhook SET status = $2 WHERE id = $1', [id, status]);
  }

  async delete(id: TeamWebhookId): Promise<void> {
    await this.db.query('DELETE FROM team_webhook WHERE id = $1', [id]);
    await this.db.query('DELETE FROM webhook_delivery WHERE webhook_id = $1', [id]);
  }

  #seal(id: TeamWebhookId, secret: string | null): Buffer | null {
    return secret === null ? null : this.secretBox.seal(secret, id);
  }
}
