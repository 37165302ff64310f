import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type {
  DeliveryCause,
  DeliveryState,
  WebhookDelivery,
} from '../../../domain/webhook/webhook-delivery.ts';
import type { WebhookFailure } from '../../../domain/webhook/webhook-failure.ts';

/** Columns of a delivery whose table is called `d`. */
export const WEBHOOK_DELIVERY_COLUMNS = `d.id, d.webhook_id, d.team_id, d.team_name, d.operation, d.cause, d.user_id,
  d.email, d.state, d.attempts, d.last_status, d.last_failure, d.created_at, d.last_attempt_at, d.next_attempt_at,
  d.settled_at`;

export type WebhookDeliveryRow = {
  id: WebhookDeliveryId;
  webhook_id: TeamWebhookId;
  team_id: TeamId;
  team_name: string;
  operation: MembershipOperation;
  cause: DeliveryCause;
  user_id: UserId;
  email: string | null;
  state: DeliveryState;
  attempts: number;
  last_status: number | null;
  last_failure: WebhookFailure | null;
  created_at: Date;
  last_attempt_at: Date | null;
  next_attempt_at: Date;
  settled_at: Date | null;
};

export const toWebhookDelivery = (row: WebhookDeliveryRow): WebhookDelivery => ({
  id: row.id,
  webhookId: row.webhook_id,
  teamId: row.team_id,
  teamName: row.team_name,
  operation: row.operation,
  cause: row.cause,
  userId: row.user_id,
  email: row.email,
  state: row.state,
  attempts: row.attempts,
  lastStatus: row.last_status,
  lastFailure: row.last_failure,
  createdAt: row.created_at,
  lastAttemptAt: row.last_attempt_at,
  nextAttemptAt: row.next_attempt_at,
  settledAt: row.settled_at,
});
