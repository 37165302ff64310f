import type { MembershipEvent } from '../../../domain/webhook/membership-event.ts';
import type { WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookAnswer } from '../../../domain/webhook/webhook-failure.ts';

/** Notifies another system that a person joined or left a team; a repetition has no further effect. */
export interface WebhookSender {
  /** Never rejects because of the other system. */
  send(target: WebhookTarget, event: MembershipEvent): Promise<WebhookAnswer>;
}
