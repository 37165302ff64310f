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
import { area, type UseCasesOf } from './inputs/area.ts';

/** Webhooks of teams, and the jobs that deliver them. */
export const webhooks = area('Webhooks', (given) => ({
  useCases: {
    listWebhooks: makeListWebhooks(given),
    createWebhook: makeCreateWebhook(given),
    updateWebhook: makeUpdateWebhook(given),
    deleteWebhook: makeDeleteWebhook(given),
    listDeliveries: makeListDeliveries(given),
    replayDeliveries: makeReplayDeliveries(given),
    resyncWebhook: makeResyncWebhook(given),
  },
  jobs: {
    deliver_to_webhook: makeDeliverToWebhook(given),
    resume_webhooks: makeResumeWebhooks(given),
    purge_webhook_deliveries: makePurgeWebhookDeliveries(given),
  },
}));
export type WebhookUseCases = UseCasesOf<typeof webhooks>;
