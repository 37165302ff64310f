import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId, TeamWebhookId, WebhookDeliveryId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import {
  ensureMayOnWebhooks,
  shareSecret,
  type TeamWebhook,
  type WebhookAbilities,
  type WebhookProtocol,
} from '../../domain/webhook/team-webhook.ts';
import { webhookUrlFailure } from '../../domain/webhook/webhook-url.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { WebhookSettings } from './delivery/deliver-to-webhook.ts';
import { type WebhookStores, wakeWebhooks } from './delivery/queue-deliveries.ts';
import { webhookAuditEvent } from './webhook-audit-event.ts';

type Stores = WebhookStores &
  Pick<Repositories, 'teams' | 'teamAccesses' | 'webhooks' | 'audit' | 'storedCounts'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
  ids: IdGenerator;
  webhookSettings: WebhookSettings;
};
type WriteDeps = Pick<Deps, 'unitOfWork' | 'clock'>;

/** Refuses unless the actor may do `action` with the webhooks of the team, which must exist. */
async function ensureMay(
  { teams, teamAccesses }: Stores,
  actor: Actor,
  teamId: TeamId,
  action: keyof WebhookAbilities,
): Promise<Team> {
  const team = await teams.lock(teamId);
  if (!team) throw new DomainError('team.not_found', 'No such team');
  const { role } = await teamAccesses.standing(teamId, actor.userId);
  ensureMayOnWebhooks(role, actor.isStaff, action);
  return team;
}

async function findWebhook(
  stores: Stores,
  actor: Actor,
  { teamId, id, action }: { teamId: TeamId; id: TeamWebhookId; action: keyof WebhookAbilities },
): Promise<{ team: Team; webhook: TeamWebhook }> {
  const team = await ensureMay(stores, actor, teamId, action);
  const webhook = await stores.webhooks.find(teamId, id);
  if (!webhook) throw new DomainError('team_webhook.not_found', 'No such webhook');
  return { team, webhook };
}

function ensureUsable(url: string, protocol: WebhookProtocol, settings: WebhookSettings): void {
  const reason = webhookUrlFailure(url, protocol, settings);
  if (reason)
    throw new DomainError('team_webhook.unusable_url', 'Nothing could be sent', { params: { reason } });
}

export type CreateWebhook = (
  actor: Actor,
  input: {
    readonly teamId: TeamId;
    readonly url: string;
    readonly protocol: WebhookProtocol;
    readonly secret: string | null;
  },
) => Promise<TeamWebhook>;

/**
 * Registers another system for all changes of a team's members from now on.
 *
 * @throws DomainError `team.not_found`, `team_webhook.action_forbidden`, `team_webhook.unusable_url` (params: `reason`),
 *   `list.full`
 */
export const makeCreateWebhook =
  ({ unitOfWork, clock, ids, webhookSettings }: Deps): CreateWebhook =>
  (actor, { teamId, url, protocol, secret }) =>
    unitOfWork.run(async (stores) => {
      const team = await ensureMay(stores, actor, teamId, 'create');
      ensureUsable(url, protocol, webhookSettings);
      const createdAt = clock.now();
      const webhook: TeamWebhook = {
        id: ids.next<TeamWebhookId>(),
        teamId,
        url,
        protocol,
        hasSecret: secret !== null,
        status: 'pending',
        createdAt,
        updatedAt: createdAt,
      };
      await ensureRoom(stores, { kind: 'webhooks_of_team', id: teamId });
      await stores.webhooks.insert(webhook, secret);
      await stores.audit.append(actor, webhookAuditEvent('team_webhook.created', team, webhook, createdAt));
      return webhook;
    });

/** Undefined members keep their value; a null secret is removed. */
export type WebhookChange = {
  readonly url?: string | undefined;
  readonly protocol?: WebhookProtocol | undefined;
  readonly secret?: string | null | undefined;
};
export type UpdateWebhook = (
  actor: Actor,
  input: WebhookChange & { readonly teamId: TeamId; readonly id: TeamWebhookId },
) => Promise<TeamWebhook>;

/**
 * Waiting deliveries go to the new address, with the new secret. A new address or protocol gets the secret only if the
 * request repeats it: a person who cannot read the secret must not have it sent to themselves.
 *
 * @throws DomainError as the creation, and `team_webhook.not_found`
 */
export const makeUpdateWebhook =
  ({ unitOfWork, clock, webhookSettings }: Omit<Deps, 'ids'>): UpdateWebhook =>
  (actor, { teamId, id, url, protocol, secret: given }) =>
    unitOfWork.run(async (stores) => {
      const { team, webhook: before } = await findWebhook(stores, actor, { teamId, id, action: 'update' });
      const at = clock.now();
      const changed = {
        ...before,
        url: url ?? before.url,
        protocol: protocol ?? before.protocol,
        updatedAt: at,
      };
      ensureUsable(changed.url, changed.protocol, webhookSettings);
      const goesElsewhere = changed.url !== before.url || !shareSecret(changed.protocol, before.protocol);
      const secret = given === undefined && goesElsewhere ? null : given;
      await stores.webhooks.update(changed, secret);
      const details = { secretChanged: secret !== undefined };
      await stores.audit.append(actor, webhookAuditEvent('team_webhook.updated', team, changed, at, details));
      return { ...changed, hasSecret: secret === undefined ? before.hasSecret : secret !== null };
    });

export type DeleteWebhook = (actor: Actor, teamId: TeamId, id: TeamWebhookId) => Promise<void>;

/** Deletes a webhook; its waiting deliveries are not sent. @throws DomainError as the update */
export const makeDeleteWebhook =
  ({ unitOfWork, clock }: WriteDeps): DeleteWebhook =>
  (actor, teamId, id) =>
    unitOfWork.run(async (stores) => {
      const { team, webhook } = await findWebhook(stores, actor, { teamId, id, action: 'delete' });
      await stores.webhooks.delete(id);
      const at = clock.now();
      await stores.audit.append(actor, webhookAuditEvent('team_webhook.deleted', team, webhook, at));
    });

/** Queues the jobs of the queued deliveries, and audits the requester. */
async function sendQueued(
  stores: Stores,
  actor: Actor,
  { team, webhook }: { team: Team; webhook: TeamWebhook },
  at: Date,
  details: { cause: 'replay' | 'resync'; deliveries: number },
): Promise<number> {
  if (details.deliveries > 0) await wakeWebhooks(stores, [webhook.id]);
  await stores.audit.append(
    actor,
    webhookAuditEvent('team_webhook.resynchronized', team, webhook, at, details),
  );
  return details.deliveries;
}

export type ReplayDeliveries = (
  actor: Actor,
  input: {
    readonly teamId: TeamId;
    readonly id: TeamWebhookId;
    readonly deliveryId?: WebhookDeliveryId | undefined;
  },
) => Promise<number>;

/**
 * Sends a webhook what it missed: about the person of one delivery, or about everybody whose last delivery failed. It
 * sends the present membership, so that a late repetition cannot undo a later change.
 *
 * @returns how many deliveries were queued
 * @throws DomainError `team_webhook.delivery_not_found`, and as the update
 */
export const makeReplayDeliveries =
  ({ unitOfWork, clock }: WriteDeps): ReplayDeliveries =>
  (actor, { teamId, id, deliveryId }) =>
    unitOfWork.run(async (stores) => {
      const found = await findWebhook(stores, actor, { teamId, id, action: 'replay' });
      if (deliveryId !== undefined && !(await stores.webhookDeliveries.has(id, deliveryId))) {
        throw new DomainError('team_webhook.delivery_not_found', 'No such delivery');
      }
      const at = clock.now();
      const deliveries = await stores.webhookDeliveries.queueAgain(id, deliveryId, at);
      return sendQueued(stores, actor, found, at, { cause: 'replay', deliveries });
    });

export type ResyncWebhook = (actor: Actor, teamId: TeamId, id: TeamWebhookId) => Promise<number>;

/**
 * Sends a webhook every present member.
 * @returns how many
 * @throws DomainError as the update
 */
export const makeResyncWebhook =
  ({ unitOfWork, clock }: WriteDeps): ResyncWebhook =>
  (actor, teamId, id) =>
    unitOfWork.run(async (stores) => {
      const found = await findWebhook(stores, actor, { teamId, id, action: 'replay' });
      const at = clock.now();
      const deliveries = await stores.webhookDeliveries.queueMembers(id, at);
      return sendQueued(stores, actor, found, at, { cause: 'resync', deliveries });
    });
