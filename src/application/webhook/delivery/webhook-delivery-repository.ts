import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import type { TeamPath } from '../../../domain/team/team-path.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type { WebhookDelivery, WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';

/**
 * Waiting and past deliveries: a log from which old ones are deleted. Queueing locks the webhooks until the end of the
 * transaction, so that the ids of a webhook's deliveries follow the order of commits, and makes these webhooks
 * `pending`. Deliveries keep the names and addresses of people of that moment.
 */
export interface WebhookDeliveryRepository {
  /** Queues, for each webhook of the team, that a person joined or left it. @returns those webhooks */
  queueChange(change: {
    readonly teamId: TeamId;
    readonly userId: UserId;
    readonly operation: MembershipOperation;
    readonly at: Date;
  }): Promise<readonly TeamWebhookId[]>;
  /**
   * Queues, for each webhook of the teams of a subtree that is about to be deleted, that everybody left. Keeps the
   * webhooks' addresses and secrets for all waiting deliveries.
   * @returns those webhooks
   */
  queueSubtreeRemoval(path: TeamPath, at: Date): Promise<readonly TeamWebhookId[]>;
  /** Queues that each present member is in the team, in the order in which they joined. @returns how many */
  queueMembers(webhookId: TeamWebhookId, at: Date): Promise<number>;
  /**
   * Queues again the person of a delivery, or without `id` everybody whose last delivery failed: as a member if they are
   * one now, else as having left. Each person is queued once, in the order of the failures.
   *
   * @returns how many
   */
  queueAgain(webhookId: TeamWebhookId, id: WebhookDeliveryId | undefined, at: Date): Promise<number>;
  /** Whether a webhook had a delivery of that id, whatever its state. */
  has(webhookId: TeamWebhookId, id: WebhookDeliveryId): Promise<boolean>;
  /** The first waiting delivery of a webhook, locked, and its destination; its secret is null where no key opens it. */
  lockFirst(
    webhookId: TeamWebhookId,
  ): Promise<
    | { readonly delivery: WebhookDelivery; readonly target: WebhookTarget; readonly isReadable: boolean }
    | undefined
  >;
  lock(id: WebhookDeliveryId): Promise<WebhookDelivery | undefined>;
  /** Replaces state, attempts and their outcome; the stored address of a settled delivery is deleted. */
  update(delivery: WebhookDelivery): Promise<void>;
  isWaiting(webhookId: TeamWebhookId): Promise<boolean>;
  /** Webhooks with a delivery that has been due since before `at`, by id from after `after`, at most `limit`. */
  overdue(at: Date, after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]>;
  /** Deletes deliveries settled before `at`, the oldest first, at most `limit`. @returns how many */
  forgetSettled(at: Date, limit: number): Promise<number>;
}
