import type { TeamWebhookId } from '../../../domain/shared/ids.ts';
import {
  afterAttempt,
  beginAttempt,
  type WebhookDelivery,
} from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookAnswer } from '../../../domain/webhook/webhook-failure.ts';
import { oneAttemptAfterTheOther } from '../../shared/jobs/attempts.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock, Randomness } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { WebhookSender } from './webhook-sender.ts';

export type WebhookSettings = Readonly<{
  /** Age of a delivery, in seconds, after which it is not retried. */
  maxAgeSeconds: number;
  /** Whether secrets may travel unencrypted. */
  allowsPlainHttp: boolean;
  /** How long finished deliveries stay in the log, in days. */
  logRetentionDays: number;
}>;

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'webhooks' | 'webhookDeliveries'>>;
  webhookSender: WebhookSender;
  clock: Clock;
  randomness: Randomness;
  logger: Logger;
  webhookSettings: WebhookSettings;
};

/** The key may come back, or the team may set the secret again, before the delivery is too old. */
const NO_KEY: WebhookAnswer = { result: 'unavailable', failure: 'secret_unreadable', status: null };

/** Deliveries sent before a job makes room for others. */
const MOST_AT_A_TIME = 20;

const secondsFrom = (now: Date, then: Date): number => Math.max(0, (then.getTime() - now.getTime()) / 1000);

/**
 * Sends the waiting deliveries of one webhook, in order: none begins before the one ahead of it is settled. Each attempt
 * is noted before it is made, so that of two concurrent ones (a process wrongly taken for dead) only the later one
 * decides. After a kill in between, the delivery is sent again, which receivers recognize.
 */
export const makeDeliverToWebhook = ({
  unitOfWork,
  webhookSender,
  clock,
  randomness,
  logger,
  webhookSettings,
}: Deps): JobHandler<'deliver_to_webhook'> => {
  const begin = (webhookId: TeamWebhookId) =>
    unitOfWork.run(async ({ webhookDeliveries }) => {
      const first = await webhookDeliveries.lockFirst(webhookId);
      if (!first) return { over: undefined };
      const now = clock.now();
      if (first.delivery.nextAttemptAt > now) {
        return { over: { retryInSeconds: secondsFrom(now, first.delivery.nextAttemptAt) } };
      }
      const delivery = beginAttempt(first.delivery, now);
      await webhookDeliveries.update(delivery);
      return { attempt: { ...first, delivery } };
    });

  const settle = (
    webhookId: TeamWebhookId,
    { id, attempts: attempt }: WebhookDelivery,
    answer: WebhookAnswer,
  ): Promise<void> =>
    unitOfWork.run(async ({ webhooks, webhookDeliveries }) => {
      const webhook = await webhooks.lock(webhookId);
      const current = await webhookDeliveries.lock(id);
      if (current?.state !== 'pending' || current.attempts !== attempt) return;
      const { maxAgeSeconds } = webhookSettings;
      const after = afterAttempt(current, answer, {
        now: clock.now(),
        maxAgeSeconds,
        jitter: randomness.next(),
      });
      await webhookDeliveries.update(after);
      if (answer.result !== 'delivered') {
        const { attempts, state, lastStatus: status } = after;
        const fields = { webhookId, deliveryId: id, state, attempts, failure: answer.failure };
        logger.warn('a webhook delivery failed', status === null ? fields : { ...fields, status });
      }
      if (webhook && after.state !== 'pending' && !(await webhookDeliveries.isWaiting(webhookId))) {
        await webhooks.setStatus(webhookId, after.state === 'delivered' ? 'success' : 'failure');
      }
    });

  return ({ webhookId }) =>
    oneAttemptAfterTheOther(
      {
        begin: () => begin(webhookId),
        ask: async ({ target, isReadable, delivery }) =>
          isReadable ? webhookSender.send(target, delivery) : NO_KEY,
        settle: ({ delivery }, answer) => settle(webhookId, delivery, answer),
      },
      MOST_AT_A_TIME,
    );
};
