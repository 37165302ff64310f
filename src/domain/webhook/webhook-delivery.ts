import { retryDelaySeconds } from '../shared/backoff.ts';
import type { TeamId, TeamWebhookId, WebhookDeliveryId } from '../shared/ids.ts';
import type { MembershipEvent } from './membership-event.ts';
import type { WebhookProtocol } from './team-webhook.ts';
import type { WebhookAnswer, WebhookFailure } from './webhook-failure.ts';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'expired'] as const;
/** `failed`: refused for good. `expired`: too old before it could be delivered. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a delivery is sent: the team changed, or a person asked to resend what failed, or to resend every member. */
export type DeliveryCause = 'change' | 'replay' | 'resync';

/**
 * One event for a webhook, and the state of its delivery. The deliveries of a webhook are sent in the order of their
 * ids.
 */
export type WebhookDelivery = MembershipEvent &
  Readonly<{
    id: WebhookDeliveryId;
    webhookId: TeamWebhookId;
    teamId: TeamId;
    cause: DeliveryCause;
    state: DeliveryState;
    /** Attempts begun. */
    attempts: number;
    /** HTTP status of the last answer. */
    lastStatus: number | null;
    lastFailure: WebhookFailure | null;
    createdAt: Date;
    lastAttemptAt: Date | null;
    /** Earliest time of the next attempt. */
    nextAttemptAt: Date;
    settledAt: Date | null;
  }>;

/** The destination of a delivery. */
export type WebhookTarget = Readonly<{ protocol: WebhookProtocol; url: string; secret: string | null }>;

export const beginAttempt = (delivery: WebhookDelivery, now: Date): WebhookDelivery => ({
  ...delivery,
  attempts: delivery.attempts + 1,
  lastAttemptAt: now,
});

/**
 * A delivery after an attempt: finished, or to be repeated with growing delays, spread by `jitter` in [0, 1), until it
 * is older than `maxAgeSeconds`.
 */
export function afterAttempt(
  delivery: WebhookDelivery,
  answer: WebhookAnswer,
  { now, maxAgeSeconds, jitter }: { now: Date; maxAgeSeconds: number; jitter: number },
): WebhookDelivery {
  const seen = { ...delivery, lastStatus: answer.status };
  if (answer.result === 'delivered')
    return { ...seen, state: 'delivered', lastFailure: null, settledAt: now };
  const failed = { ...seen, lastFailure: answer.failure };
  if (answer.result === 'refused') return { ...failed, state: 'failed', settledAt: now };
  const isTooOld = now.getTime() - delivery.createdAt.getTime() >= maxAgeSeconds * 1000;
  if (isTooOld) return { ...failed, state: 'expired', settledAt: now };
  const seconds = retryDelaySeconds(delivery.attempts, jitter, answer.retryAfterSeconds);
  return { ...failed, nextAttemptAt: new Date(now.getTime() + seconds * 1000) };
}
