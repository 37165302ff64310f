import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import { COMMAND_LINE_ORIGIN } from '../../domain/audit/request-origin.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamWebhookId } from '../../domain/shared/ids.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { type WebhookStores, wakeWebhooks } from './delivery/queue-deliveries.ts';
import { webhookAuditEvent } from './webhook-audit-event.ts';

type Deps = {
  unitOfWork: UnitOfWork<WebhookStores & Pick<Repositories, 'teams' | 'webhooks' | 'audit'>>;
  clock: Clock;
};

/** An operator at the command line may do everything; only the machine knows who it is. */
const OPERATOR: AuditAuthor = { userId: null, origin: COMMAND_LINE_ORIGIN };

/** Webhooks read at a time. */
const BATCH = 100;

export type OperateWebhooks = (
  operation: 'replay' | 'resync',
  /** Undefined: all webhooks whose last delivery failed. */
  id: TeamWebhookId | undefined,
) => Promise<{ readonly webhooks: number; readonly deliveries: number }>;

/**
 * Has webhooks send again what failed (`replay`), or every present member (`resync`). Each webhook has its own
 * transaction, so that none waits for another.
 *
 * @throws DomainError `team_webhook.not_found`
 */
export const makeOperateWebhooks = ({ unitOfWork, clock }: Deps): OperateWebhooks => {
  const operate = (cause: 'replay' | 'resync', id: TeamWebhookId): Promise<number> =>
    unitOfWork.run(async ({ teams, webhooks, webhookDeliveries, audit, ...stores }) => {
      const webhook = await webhooks.lock(id);
      const team = webhook && (await teams.find(webhook.teamId));
      if (!team) throw new DomainError('team_webhook.not_found', 'No such webhook');
      const at = clock.now();
      const deliveries =
        cause === 'replay'
          ? await webhookDeliveries.queueAgain(id, undefined, at)
          : await webhookDeliveries.queueMembers(id, at);
      if (deliveries > 0) await wakeWebhooks(stores, [id]);
      await audit.append(
        OPERATOR,
        webhookAuditEvent('team_webhook.resynchronized', team, webhook, at, { cause, deliveries }),
      );
      return deliveries;
    });

  return async (operation, id) => {
    const done = { webhooks: 0, deliveries: 0 };
    const operateAll = async (ids: readonly TeamWebhookId[]) => {
      for (const each of ids) done.deliveries += await operate(operation, each);
      done.webhooks += ids.length;
    };
    if (id !== undefined) {
      await operateAll([id]);
      return done;
    }
    let ids: readonly TeamWebhookId[] = [];
    do {
      const after = ids.at(-1);
      ids = await unitOfWork.run(({ webhooks }) => webhooks.failing(after, BATCH));
      await operateAll(ids);
    } while (ids.length === BATCH);
    return done;
  };
};
