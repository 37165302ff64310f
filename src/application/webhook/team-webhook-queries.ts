import type { TeamId, TeamWebhookId } from '../../domain/shared/ids.ts';
import type { TeamWebhook } from '../../domain/webhook/team-webhook.ts';
import type { DeliveryState, WebhookDelivery } from '../../domain/webhook/webhook-delivery.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** Two round trips a page. */
export interface TeamWebhookQueries {
  /** The webhooks of a team, in the order of their creation. */
  page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<TeamWebhook>>;
  /** The deliveries of a webhook in these states; undefined when the team has no such webhook. */
  deliveries(
    teamId: TeamId,
    webhookId: TeamWebhookId,
    states: readonly DeliveryState[],
    request: PageRequest<'id'>,
  ): Promise<Page<WebhookDelivery> | undefined>;
}
