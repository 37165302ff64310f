import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { AuditDetails, AuditEvent } from '../../domain/audit/audit-entry.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamWebhook } from '../../domain/webhook/team-webhook.ts';

type WebhookAction = Extract<AuditAction, `team_webhook.${string}`>;

/** The entry contains only the host of the address: the rest may be secret. */
export const webhookAuditEvent = (
  action: WebhookAction,
  { id: objectId, name: label, organizationId }: Team,
  { id, url, protocol }: TeamWebhook,
  at: Date,
  details: AuditDetails = {},
): AuditEvent => ({
  at,
  action,
  objectId,
  label,
  organizationId,
  details: { webhook: id, protocol, host: new URL(url).host, ...details },
});
