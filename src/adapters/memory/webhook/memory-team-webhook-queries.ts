import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { TeamWebhookQueries } from '../../../application/webhook/team-webhook-queries.ts';
import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook } from '../../../domain/webhook/team-webhook.ts';
import type { DeliveryState, WebhookDelivery } from '../../../domain/webhook/webhook-delivery.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { toTeamWebhook } from './memory-team-webhook-repository.ts';
import { deliveryIdKey } from './memory-webhook-delivery-repository.ts';

export class MemoryTeamWebhookQueries implements TeamWebhookQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(teamId: TeamId, request: PageRequest<'created_at'>): Promise<Page<TeamWebhook>> {
    const webhooks = this.store.tables.teamWebhooks.all((row) => row.teamId === teamId).map(toTeamWebhook);
    return pageOf(webhooks, request, { created_at: ({ createdAt }) => createdAt });
  }

  async deliveries(
    teamId: TeamId,
    webhookId: TeamWebhookId,
    states: readonly DeliveryState[],
    request: PageRequest<'id'>,
  ): Promise<Page<WebhookDelivery> | undefined> {
    if (this.store.tables.teamWebhooks.find(webhookId)?.teamId !== teamId) return undefined;
    const log = this.store.tables.webhookDeliveries
      .all((row) => row.webhookId === webhookId && states.includes(row.state))
      .map(({ kept: _kept, ...delivery }) => delivery);
    return pageOf(log, request, { id: deliveryIdKey });
  }
}
