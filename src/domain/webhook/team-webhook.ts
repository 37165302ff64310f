import { DomainError } from '../shared/errors.ts';
import type { TeamId, TeamWebhookId } from '../shared/ids.ts';
import type { TeamRole } from '../team/team-access.ts';

/** `scim`: La Suite's dialect of SCIM. `scim2`: what RFC 7644 says. `matrix`: invitations to a room. */
export const WEBHOOK_PROTOCOLS = ['scim', 'matrix', 'scim2'] as const;
export type WebhookProtocol = (typeof WEBHOOK_PROTOCOLS)[number];

/** Whether two protocols send the secret of a webhook to the same server, in the same way. */
export const shareSecret = (one: WebhookProtocol, other: WebhookProtocol): boolean =>
  (one === 'matrix') === (other === 'matrix');

/** `pending` while a delivery is waiting, then the result of the last delivery (contract/rest-api.md D7). */
export const WEBHOOK_STATUSES = ['failure', 'pending', 'success'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export const WEBHOOK_URL_MAX_LENGTH = 200;
export const WEBHOOK_SECRET_MAX_LENGTH = 255;

/**
 * Another system that is notified when people join and leave a team (contract/rest-api.md 2.6). Its secret is never
 * returned.
 */
export type TeamWebhook = Readonly<{
  id: TeamWebhookId;
  teamId: TeamId;
  url: string;
  protocol: WebhookProtocol;
  hasSecret: boolean;
  status: WebhookStatus;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a person may do with the webhooks of a team; the API returns it as `abilities`. */
export type WebhookAbilities = Readonly<{
  list: boolean;
  create: boolean;
  update: boolean;
  delete: boolean;
  /** Send failed deliveries again, or all of them. */
  replay: boolean;
}>;

const NOTHING: WebhookAbilities = {
  list: false,
  create: false,
  update: false,
  delete: false,
  replay: false,
};
const EVERYTHING: WebhookAbilities = { list: true, create: true, update: true, delete: true, replay: true };
const ABILITIES: Readonly<Record<TeamRole | 'staff', WebhookAbilities>> = {
  member: NOTHING,
  administrator: NOTHING,
  owner: EVERYTHING,
  staff: EVERYTHING,
};

/** The owners of a team manage its webhooks, and so do the staff of the installation. */
export const webhookAbilities = (role: TeamRole | undefined, isStaff: boolean): WebhookAbilities =>
  isStaff ? ABILITIES.staff : role === undefined ? NOTHING : ABILITIES[role];

/**
 * Refuses unless a person with `role` in a team (undefined: outsiders, and teams that do not exist) may do `action`.
 *
 * @throws DomainError `team.not_found` to outsiders, `team_webhook.action_forbidden`
 */
export function ensureMayOnWebhooks(
  role: TeamRole | undefined,
  isStaff: boolean,
  action: keyof WebhookAbilities,
): void {
  if (role === undefined && !isStaff) throw new DomainError('team.not_found', 'No such team');
  if (!webhookAbilities(role, isStaff)[action]) {
    throw new DomainError('team_webhook.action_forbidden', `May not ${action} webhooks`);
  }
}
