import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook, WebhookStatus } from '../../../domain/webhook/team-webhook.ts';

export interface TeamWebhookRepository {
  find(teamId: TeamId, id: TeamWebhookId): Promise<TeamWebhook | undefined>;
  /** Keeps whoever queues deliveries for the webhook, or settles one, waiting until the end of the transaction. */
  lock(id: TeamWebhookId): Promise<TeamWebhook | undefined>;
  /** Those whose last delivery failed, at most `limit`, by id, after the one given. */
  failing(after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]>;
  /** `hasSecret` follows the secret. */
  insert(webhook: TeamWebhook, secret: string | null): Promise<void>;
  /** Replaces address, protocol and date of change, and the secret unless it is undefined. */
  update(webhook: TeamWebhook, secret: string | null | undefined): Promise<void>;
  setStatus(id: TeamWebhookId, status: WebhookStatus): Promise<void>;
  /** Removes it with its deliveries, those that wait included. */
  delete(id: TeamWebhookId): Promise<void>;
}
