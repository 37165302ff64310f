import { retryDelaySeconds } from '../shared/backoff.ts';
import type { TeamId, TeamWebhookId, WebhookDeliveryId } from '../shared/ids.ts';
import type { MembershipEvent } from './membership-event.ts';
import type { WebhookProtocol } from './team-webhook.ts';
import type { WebhookAnswer, WebhookFailure } from './webhook-failure.ts';

export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'expired'] as const;
/** `failed`: refused for good. `expired`: not delivered until it was too old. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why it is sent: the team changed, somebody asked to send again what failed, or to send everybody. */
export type DeliveryCause = 'change' | 'replay' | 'resync';

/** One thing to tell a webhook, and what became of it. Those of one webhook are told in the order of their ids. */
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
    /** Not before this instant. */
    nextAttemptAt: Date;
    settledAt: Date | null;
  }>;

/** Where a delivery goes. */
export type WebhookTarget = Readonly<{ protocol: WebhookProtocol; url: string; secret: string | null }>;

export const beginAttempt = (delivery: WebhookDelivery, now: Date): WebhookDelivery => ({
  ...delivery,
  attempts: delivery.attempts + 1,
  lastAttemptAt: now,
});

/**
 * A delivery after an attempt at it: settled, or to be tried again later with growing delays, spread by `jitter` in
 * [0, 1), until it is older than `maxAgeSeconds`.
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
