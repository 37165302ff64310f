import type { TeamId, TeamWebhookId } from '../../domain/shared/ids.ts';
import type { TeamWebhook } from '../../domain/webhook/team-webhook.ts';
import type { DeliveryState, WebhookDelivery } from '../../domain/webhook/webhook-delivery.ts';
import type { Page, PageRequest } from './queries.ts';

/** Two statements a page, one for anything else. */
export interface TeamWebhookQueries {
  /** Those of a team, in the order of their creation. */
  page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<TeamWebhook>>;
  find(teamId: TeamId, id: TeamWebhookId): Promise<TeamWebhook | undefined>;
  /** Those of a webhook in these states. */
  deliveries(
    webhookId: TeamWebhookId,
    states: readonly DeliveryState[],
    request: PageRequest<'id'>,
  ): Promise<Page<WebhookDelivery>>;
}
