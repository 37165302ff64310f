import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import type { TeamPath } from '../../../domain/team/team-path.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type { WebhookDelivery, WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';

/**
 * What is to be told to webhooks, and what was: a log, forgotten when it is old. Whatever queues something locks the webhooks
 * until the end of the transaction, so that the ids of a webhook's deliveries follow the order of commits, and makes
 * these webhooks `pending`. Names and addresses of people are kept as they are at that moment.
 */
export interface WebhookDeliveryRepository {
  /** That a person joined or left a team, for each of its webhooks. @returns those webhooks */
  queueChange(change: {
    readonly teamId: TeamId;
    readonly userId: UserId;
    readonly operation: MembershipOperation;
    readonly at: Date;
  }): Promise<readonly TeamWebhookId[]>;
  /**
   * That everybody left all teams of a subtree which is about to be deleted, for each webhook of those teams. Keeps
   * their addresses and secrets for all that waits. @returns those webhooks
   */
  queueSubtreeRemoval(path: TeamPath, at: Date): Promise<readonly TeamWebhookId[]>;
  /** That each member of its team is in it, those who joined first before the others. @returns how many */
  queueMembers(webhookId: TeamWebhookId, at: Date): Promise<number>;
  /**
   * Tells again about the person of a delivery, or without `id` about everybody whose last delivery did not succeed: that
   * they are in the team if they are now, else that they are not. Told once each, in the order of what failed.
   *
   * @returns how many
   */
  queueAgain(webhookId: TeamWebhookId, id: WebhookDeliveryId | undefined, at: Date): Promise<number>;
  /** Whether a webhook had a delivery of that id, whatever its state. */
  has(webhookId: TeamWebhookId, id: WebhookDeliveryId): Promise<boolean>;
  /** The first delivery of a webhook that waits, locked, and where it goes. */
  lockFirst(
    webhookId: TeamWebhookId,
  ): Promise<{ readonly delivery: WebhookDelivery; readonly target: WebhookTarget } | undefined>;
  lock(id: WebhookDeliveryId): Promise<WebhookDelivery | undefined>;
  /** Replaces state, attempts and their outcome; an address kept for a settled one is forgotten. */
  update(delivery: WebhookDelivery): Promise<void>;
  isWaiting(webhookId: TeamWebhookId): Promise<boolean>;
  /** Webhooks, by id from after `after`, at most `limit`, with something that might have been sent since before `at`. */
  overdue(at: Date, after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]>;
  /** Forgets deliveries settled before `at`, the oldest first, at most `limit`. @returns how many */
  forgetSettled(at: Date, limit: number): Promise<number>;
}
