import { z } from 'zod';
import type { TeamId, TeamWebhookId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import {
  type TeamWebhook,
  WEBHOOK_PROTOCOLS,
  WEBHOOK_SECRET_MAX_LENGTH,
  WEBHOOK_URL_MAX_LENGTH,
} from '../../../domain/webhook/team-webhook.ts';
import { DELIVERY_STATES, type WebhookDelivery } from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookUseCases } from '../../container/webhooks.ts';
import { pageInput } from '../procedure/page-input.ts';
import { atMost, idInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const teamId = idInput<TeamId>();
const byId = z.object({ teamId, id: idInput<TeamWebhookId>() });
const url = textInput(WEBHOOK_URL_MAX_LENGTH);
const protocol = z.enum(WEBHOOK_PROTOCOLS);
/** Sent as a bearer token, so a valid header value. */
const secret = z
  .string()
  .refine(...atMost(WEBHOOK_SECRET_MAX_LENGTH))
  .regex(/^[\x21-\x7e]+$/, 'Only printable ASCII characters')
  .nullable();
const deliveryId = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform((id) => id as WebhookDeliveryId);

const present = (webhook: TeamWebhook) => ({
  id: webhook.id,
  teamId: webhook.teamId,
  url: webhook.url,
  protocol: webhook.protocol,
  hasSecret: webhook.hasSecret,
  status: webhook.status,
  createdAt: webhook.createdAt.toISOString(),
  updatedAt: webhook.updatedAt.toISOString(),
});

const presentDelivery = (delivery: WebhookDelivery) => ({
  id: delivery.id,
  operation: delivery.operation,
  cause: delivery.cause,
  userId: delivery.userId,
  email: delivery.email,
  state: delivery.state,
  attempts: delivery.attempts,
  lastStatus: delivery.lastStatus,
  lastFailure: delivery.lastFailure,
  createdAt: delivery.createdAt.toISOString(),
  lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
  /** Null once no further attempt follows. */
  nextAttemptAt: delivery.state === 'pending' ? delivery.nextAttemptAt.toISOString() : null,
  settledAt: delivery.settledAt?.toISOString() ?? null,
});

/** Webhooks for changes of a team's members. For its owners, and the staff. */
export const makeTeamWebhooksRouter = (useCases: WebhookUseCases) =>
  router({
    list: query
      .input(
        z.object({
          teamId,
          page: pageInput(['created_at'], { field: 'created_at', descending: false }),
        }),
      )
      .query(async ({ ctx, input }) => {
        const { total, items } = await useCases.listWebhooks(ctx.actor, input.teamId, input.page);
        return { total, items: items.map(present) };
      }),
    create: mutation
      .input(z.object({ teamId, url, protocol: protocol.default('scim'), secret: secret.default(null) }))
      .mutation(async ({ ctx, input }) => present(await useCases.createWebhook(ctx.actor, input))),
    /** Absent members keep their value, but a new address or protocol requires the secret again. */
    update: mutation
      .input(byId.extend({ url: url.optional(), protocol: protocol.optional(), secret: secret.optional() }))
      .mutation(async ({ ctx, input }) => present(await useCases.updateWebhook(ctx.actor, input))),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.deleteWebhook(ctx.actor, input.teamId, input.id)),
    /** The log of a webhook, the latest first. */
    deliveries: query
      .input(
        byId.extend({
          state: z.enum(DELIVERY_STATES).optional(),
          page: pageInput(['id'], { field: 'id', descending: true }),
        }),
      )
      .query(async ({ ctx, input: { page, ...webhook } }) => {
        const { total, items } = await useCases.listDeliveries(ctx.actor, webhook, page);
        return { total, items: items.map(presentDelivery) };
      }),
    /** Sends the present membership of the person of a delivery again, or of everybody whose last delivery failed. */
    replay: mutation
      .input(byId.extend({ deliveryId: deliveryId.optional() }))
      .mutation(async ({ ctx, input }) => ({ queued: await useCases.replayDeliveries(ctx.actor, input) })),
    /** Sends every present member. */
    resync: mutation.input(byId).mutation(async ({ ctx, input }) => ({
      queued: await useCases.resyncWebhook(ctx.actor, input.teamId, input.id),
    })),
  });
