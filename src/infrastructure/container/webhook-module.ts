import { ContainerModule } from 'inversify';
import { makeDeliverToWebhook } from '../../application/webhook/delivery/deliver-to-webhook.ts';
import { makePurgeWebhookDeliveries } from '../../application/webhook/delivery/purge-webhook-deliveries.ts';
import { makeResumeWebhooks } from '../../application/webhook/delivery/resume-webhooks.ts';
import {
  makeCreateWebhook,
  makeDeleteWebhook,
  makeReplayDeliveries,
  makeResyncWebhook,
  makeUpdateWebhook,
} from '../../application/webhook/manage-webhooks.ts';
import { makeListDeliveries, makeListWebhooks } from '../../application/webhook/read-webhooks.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** Who is told of changes of a team's members, and the jobs that tell them. */
export const webhookModule = new ContainerModule((module) => {
  const { unitOfWork, teamAccessQueries, teamWebhookQueries, webhookSender, clock, ids, randomness, logger } =
    ADAPTER_TOKENS;
  const { webhookSettings } = TOKENS;
  const queries = { teamAccessQueries, teamWebhookQueries };

  bindFactory(module, TOKENS.listWebhooks, makeListWebhooks, queries);
  bindFactory(module, TOKENS.listDeliveries, makeListDeliveries, queries);
  bindFactory(module, TOKENS.createWebhook, makeCreateWebhook, { unitOfWork, clock, ids, webhookSettings });
  bindFactory(module, TOKENS.updateWebhook, makeUpdateWebhook, { unitOfWork, clock, webhookSettings });
  bindFactory(module, TOKENS.deleteWebhook, makeDeleteWebhook, { unitOfWork, clock });
  bindFactory(module, TOKENS.replayDeliveries, makeReplayDeliveries, { unitOfWork, clock });
  bindFactory(module, TOKENS.resyncWebhook, makeResyncWebhook, { unitOfWork, clock });

  bindFactory(module, JOB_TOKENS.deliver_to_webhook, makeDeliverToWebhook, {
    unitOfWork,
    webhookSender,
    clock,
    randomness,
    logger,
    webhookSettings,
  });
  bindFactory(module, JOB_TOKENS.resume_webhooks, makeResumeWebhooks, { unitOfWork, clock });
  bindFactory(module, JOB_TOKENS.purge_webhook_deliveries, makePurgeWebhookDeliveries, {
    unitOfWork,
    clock,
    webhookSettings,
  });
});
