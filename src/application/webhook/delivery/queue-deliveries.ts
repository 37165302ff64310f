import type { TeamId, TeamWebhookId, UserId } from '../../../domain/shared/ids.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type { Repositories } from '../../unit-of-work.ts';

/** The stores that a use case needs to queue deliveries. */
export type WebhookStores = Pick<Repositories, 'webhookDeliveries' | 'outbox'>;

/** Queues the delivery jobs of webhooks, one for each however often it is requested. */
export async function wakeWebhooks(
  { outbox }: Pick<WebhookStores, 'outbox'>,
  webhookIds: readonly TeamWebhookId[],
): Promise<void> {
  for (const webhookId of webhookIds) {
    await outbox.append(
      { name: 'deliver_to_webhook', webhookId },
      { key: `deliver_to_webhook ${webhookId}` },
    );
  }
}

/**
 * Queues, for after commit, the news that a person joined or left a team for the team's webhooks. Runs in the
 * transaction of the change while the access exists: after its insertion, before its removal.
 */
export async function queueMembershipChange(
  stores: WebhookStores,
  change: { teamId: TeamId; userId: UserId; operation: MembershipOperation; at: Date },
): Promise<void> {
  await wakeWebhooks(stores, await stores.webhookDeliveries.queueChange(change));
}
