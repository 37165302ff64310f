import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook, WebhookProtocol, WebhookStatus } from '../../../domain/webhook/team-webhook.ts';

/** Columns of a webhook, table alias `w`. */
export const TEAM_WEBHOOK_COLUMNS = `w.id, w.team_id, w.url, w.protocol, w.sealed_secret IS NOT NULL AS has_secret,
  w.status, w.created_at, w.updated_at`;

export type TeamWebhookRow = {
  id: TeamWebhookId;
  team_id: TeamId;
  url: string;
  protocol: WebhookProtocol;
  has_secret: boolean;
  status: WebhookStatus;
  created_at: Date;
  updated_at: Date;
};

export const toTeamWebhook = (row: TeamWebhookRow): TeamWebhook => ({
  id: row.id,
  teamId: row.team_id,
  url: row.url,
  protocol: row.protocol,
  hasSecret: row.has_secret,
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
