import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { WebhookSettings } from './deliver-to-webhook.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'webhookDeliveries'>>;
  clock: Clock;
  webhookSettings: WebhookSettings;
};

/** Deliveries deleted in one transaction; other jobs run in between. */
const BATCH = 2000;
const DAY_MS = 86_400_000;

/** Deletes old finished deliveries; waiting ones stay, however old. */
export const makePurgeWebhookDeliveries =
  ({ unitOfWork, clock, webhookSettings }: Deps): JobHandler<'purge_webhook_deliveries'> =>
  async () => {
    const before = new Date(clock.now().getTime() - webhookSettings.logRetentionDays * DAY_MS);
    const forgotten = await unitOfWork.run(({ webhookDeliveries }) =>
      webhookDeliveries.forgetSettled(before, BATCH),
    );
    return forgotten < BATCH ? undefined : { retryInSeconds: 0 };
  };
