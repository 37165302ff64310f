import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook, WebhookStatus } from '../../../domain/webhook/team-webhook.ts';

export interface TeamWebhookRepository {
  find(teamId: TeamId, id: TeamWebhookId): Promise<TeamWebhook | undefined>;
  /** Locks the webhook: transactions that queue or settle its deliveries wait until the end of this one. */
  lock(id: TeamWebhookId): Promise<TeamWebhook | undefined>;
  /** Webhooks whose last delivery failed, at most `limit`, by id, after the given one. */
  failing(after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]>;
  /** The secret decides `hasSecret`. */
  insert(webhook: TeamWebhook, secret: string | null): Promise<void>;
  /** Replaces address, protocol and date of change, and the secret unless it is undefined. */
  update(webhook: TeamWebhook, secret: string | null | undefined): Promise<void>;
  setStatus(id: TeamWebhookId, status: WebhookStatus): Promise<void>;
  /** Removes the webhook with its deliveries, waiting ones included. */
  delete(id: TeamWebhookId): Promise<void>;
}
