import type { TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import { type WebhookStores, wakeWebhooks } from './queue-deliveries.ts';

/** Webhooks whose jobs are queued in one transaction. */
const BATCH = 200;
/** A delivery this late, in milliseconds, has lost its job. */
const LATE_MS = 60_000;

/** Queues webhooks with overdue deliveries again; that is harmless where a job is only slow. */
export const makeResumeWebhooks =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<WebhookStores>;
    clock: Clock;
  }): JobHandler<'resume_webhooks'> =>
  async () => {
    const before = new Date(clock.now().getTime() - LATE_MS);
    let woken: readonly TeamWebhookId[] = [];
    do {
      const last = woken.at(-1);
      woken = await unitOfWork.run(async (stores) => {
        const late = await stores.webhookDeliveries.overdue(before, last, BATCH);
        await wakeWebhooks(stores, late);
        return late;
      });
    } while (woken.length === BATCH);
    return undefined;
  };
