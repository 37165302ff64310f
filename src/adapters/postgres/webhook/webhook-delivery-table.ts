import type { WebhookDelivery } from '../../../domain/webhook/webhook-delivery.ts';
import { defineTable } from '../engine/define-table.ts';

export const WEBHOOK_DELIVERY = defineTable<WebhookDelivery>()({ table: 'webhook_delivery' }, 'd', {
  id: { type: 'bigint' },
  webhookId: { type: 'uuid' },
  teamId: { type: 'uuid' },
  teamName: { type: 'text' },
  operation: { type: 'text' },
  cause: { type: 'text' },
  userId: { type: 'uuid' },
  email: { type: 'text' },
  state: { type: 'text' },
  attempts: { type: 'integer' },
  lastStatus: { type: 'integer' },
  lastFailure: { type: 'text' },
  createdAt: { type: 'timestamptz' },
  lastAttemptAt: { type: 'timestamptz' },
  nextAttemptAt: { type: 'timestamptz' },
  settledAt: { type: 'timestamptz' },
});
