import type { TeamId, TeamWebhookId, UserId } from '../../../domain/shared/ids.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type { Repositories } from '../../unit-of-work.ts';

/** What a use case needs to tell webhooks of what it does. */
export type WebhookStores = Pick<Repositories, 'webhookDeliveries' | 'outbox'>;

/** Has the deliveries of webhooks sent, once each however often it is asked for. */
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
 * Tells the webhooks of a team, after commit, that somebody joined or left it. For every change of membership, in its
 * transaction, while the access is there: after the insertion of one, before the removal.
 */
export async function queueMembershipChange(
  stores: WebhookStores,
  change: { teamId: TeamId; userId: UserId; operation: MembershipOperation; at: Date },
): Promise<void> {
  await wakeWebhooks(stores, await stores.webhookDeliveries.queueChange(change));
}
