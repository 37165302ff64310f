import type { MembershipEvent } from '../../../domain/webhook/membership-event.ts';
import type { WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookAnswer } from '../../../domain/webhook/webhook-failure.ts';

/** Tells another system that somebody joined or left a team; telling it twice has the effect of telling it once. */
export interface WebhookSender {
  /** Never rejects for anything the other side does or is. */
  send(target: WebhookTarget, event: MembershipEvent): Promise<WebhookAnswer>;
}
