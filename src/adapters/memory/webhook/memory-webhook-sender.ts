import type { WebhookSender } from '../../../application/webhook/delivery/webhook-sender.ts';
import type { MembershipEvent } from '../../../domain/webhook/membership-event.ts';
import type { WebhookTarget } from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookAnswer } from '../../../domain/webhook/webhook-failure.ts';

export type SentWebhook = Readonly<{ target: WebhookTarget; event: MembershipEvent }>;

/** Stores events instead of sending them, and answers as planned. */
export class MemoryWebhookSender implements WebhookSender {
  readonly #sent: SentWebhook[] = [];
  #answers: readonly WebhookAnswer[] = [];

  /** All attempts, in order. */
  get sent(): readonly SentWebhook[] {
    return structuredClone(this.#sent);
  }

  /** Results of the next attempts, in order; later ones succeed. */
  plan(...answers: readonly WebhookAnswer[]): void {
    this.#answers = answers;
  }

  async send(target: WebhookTarget, event: MembershipEvent): Promise<WebhookAnswer> {
    const { operation, userId, email, teamName } = event;
    this.#sent.push({ target, event: { operation, userId, email, teamName } });
    const [next, ...others] = this.#answers;
    this.#answers = others;
    return next ?? { result: 'delivered', status: 200 };
  }
}
