import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamId, TeamWebhookId } from '../../domain/shared/ids.ts';
import { ensureMayOnWebhooks, type TeamWebhook } from '../../domain/webhook/team-webhook.ts';
import {
  DELIVERY_STATES,
  type DeliveryState,
  type WebhookDelivery,
} from '../../domain/webhook/webhook-delivery.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { TeamAccessQueries } from '../team/team-access-queries.ts';
import type { TeamWebhookQueries } from './team-webhook-queries.ts';

type Deps = { teamAccessQueries: TeamAccessQueries; teamWebhookQueries: TeamWebhookQueries };

const ensureMayList = async ({ teamAccessQueries }: Deps, actor: Actor, teamId: TeamId): Promise<void> => {
  const { role } = await teamAccessQueries.standing(teamId, actor.userId);
  ensureMayOnWebhooks(role, actor.isStaff, 'list');
};

export type ListWebhooks = (
  actor: Actor,
  teamId: TeamId,
  request: PageRequest<'created_at'>,
) => Promise<Page<TeamWebhook>>;

/** @throws DomainError `team.not_found`, `team_webhook.action_forbidden` */
export const makeListWebhooks =
  (deps: Deps): ListWebhooks =>
  async (actor, teamId, request) => {
    await ensureMayList(deps, actor, teamId);
    return deps.teamWebhookQueries.page(teamId, request);
  };

export type ListDeliveries = (
  actor: Actor,
  input: {
    readonly teamId: TeamId;
    readonly id: TeamWebhookId;
    /** Undefined: all states. */
    readonly state?: DeliveryState | undefined;
  },
  request: PageRequest<'id'>,
) => Promise<Page<WebhookDelivery>>;

/** @throws DomainError `team.not_found`, `team_webhook.action_forbidden`, `team_webhook.not_found` */
export const makeListDeliveries =
  (deps: Deps): ListDeliveries =>
  async (actor, { teamId, id, state }, request) => {
    await ensureMayList(deps, actor, teamId);
    const states = state === undefined ? DELIVERY_STATES : [state];
    const page = await deps.teamWebhookQueries.deliveries(teamId, id, states, request);
    if (!page) throw new DomainError('team_webhook.not_found', 'No such webhook');
    return page;
  };
