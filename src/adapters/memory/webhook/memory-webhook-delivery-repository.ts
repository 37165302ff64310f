import type { WebhookDeliveryRepository } from '../../../application/webhook/delivery/webhook-delivery-repository.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../../../domain/shared/ids.ts';
import { isInSubtree, type TeamPath } from '../../../domain/team/team-path.ts';
import type { MembershipOperation } from '../../../domain/webhook/membership-event.ts';
import type {
  DeliveryCause,
  WebhookDelivery,
  WebhookTarget,
} from '../../../domain/webhook/webhook-delivery.ts';
import { ascending, compareKeys } from '../engine/ascending.ts';
import type { MemoryTables, StoredTeamWebhook, StoredWebhookDelivery } from '../engine/memory-tables.ts';

type Change = { teamId: TeamId; userId: UserId; operation: MembershipOperation; at: Date };
type QueuedEvent = { userId: UserId; operation: MembershipOperation; cause: DeliveryCause; at: Date };

const withoutKept = ({ kept: _kept, ...delivery }: StoredWebhookDelivery): WebhookDelivery => delivery;

/** Ids are numbers: padded, they sort as text. */
export const deliveryIdKey = ({ id }: { readonly id: WebhookDeliveryId }): string => id.padStart(19, '0');
const byDeliveryId = ascending(deliveryIdKey);

export class MemoryWebhookDeliveryRepository implements WebhookDeliveryRepository {
  constructor(private readonly tables: MemoryTables) {}

  async queueChange({ teamId, ...event }: Change): Promise<readonly TeamWebhookId[]> {
    return this.#webhooksOf((id) => id === teamId).map((webhook) => {
      this.#queue(webhook, { ...event, cause: 'change' });
      return webhook.id;
    });
  }

  async queueSubtreeRemoval(path: TeamPath, at: Date): Promise<readonly TeamWebhookId[]> {
    const teams = this.tables.teams.all((team) => isInSubtree(team.path, path)).map(({ id }) => id);
    return this.#webhooksOf((teamId) => teams.includes(teamId)).map((webhook) => {
      for (const userId of this.#membersOf(webhook.teamId)) {
        this.#queue(webhook, { userId, operation: 'remove', cause: 'change', at });
      }
      const { url, protocol, secret } = webhook;
      for (const { id } of this.#waiting(webhook.id)) {
        this.tables.webhookDeliveries.update(id, (row) => ({ ...row, kept: { url, protocol, secret } }));
      }
      return webhook.id;
    });
  }

  async queueMembers(webhookId: TeamWebhookId, at: Date): Promise<number> {
    const webhook = this.tables.teamWebhooks.find(webhookId);
    if (!webhook) return 0;
    const members = this.#membersOf(webhook.teamId);
    for (const userId of members) {
      this.#queue(webhook, { userId, operation: 'add', cause: 'resync', at });
    }
    return members.length;
  }

  async queueAgain(webhookId: TeamWebhookId, id: WebhookDeliveryId | undefined, at: Date): Promise<number> {
    const webhook = this.tables.teamWebhooks.find(webhookId);
    if (!webhook) return 0;
    const log = this.tables.webhookDeliveries.all((row) => row.webhookId === webhookId).sort(byDeliveryId);
    const lastIds = new Map(log.map((row) => [row.userId, row.id]));
    const chosen = log.filter((row) =>
      id === undefined
        ? (row.state === 'failed' || row.state === 'expired') && lastIds.get(row.userId) === row.id
        : row.id === id,
    );
    const members = this.#membersOf(webhook.teamId);
    for (const { userId, email } of chosen) {
      const operation = members.includes(userId) ? 'add' : 'remove';
      this.#queue(webhook, { userId, operation, cause: 'replay', at }, email);
    }
    return chosen.length;
  }

  async has(webhookId: TeamWebhookId, id: WebhookDeliveryId): Promise<boolean> {
    return this.tables.webhookDeliveries.find(id)?.webhookId === webhookId;
  }

  async lockFirst(
    webhookId: TeamWebhookId,
  ): Promise<{ delivery: WebhookDelivery; target: WebhookTarget; isReadable: boolean } | undefined> {
    const [first] = this.#waiting(webhookId);
    const target = this.tables.teamWebhooks.find(webhookId) ?? first?.kept;
    if (!first || !target) return undefined;
    const { url, protocol, secret } = target;
    return { delivery: withoutKept(first), target: { url, protocol, secret }, isReadable: true };
  }

  async lock(id: WebhookDeliveryId): Promise<WebhookDelivery | undefined> {
    const found = this.tables.webhookDeliveries.find(id);
    return found && withoutKept(found);
  }

  async update(delivery: WebhookDelivery): Promise<void> {
    const { state, attempts, lastStatus, lastFailure, lastAttemptAt, nextAttemptAt, settledAt } = delivery;
    const written = { state, attempts, lastStatus, lastFailure, lastAttemptAt, nextAttemptAt, settledAt };
    this.tables.webhookDeliveries.update(delivery.id, (row) => ({
      ...row,
      ...written,
      kept: state === 'pending' ? row.kept : null,
    }));
  }

  async isWaiting(webhookId: TeamWebhookId): Promise<boolean> {
    return this.#waiting(webhookId).length > 0;
  }

  async overdue(
    at: Date,
    after: TeamWebhookId | undefined,
    limit: number,
  ): Promise<readonly TeamWebhookId[]> {
    const rows = this.tables.webhookDeliveries.all(
      ({ state, nextAttemptAt, webhookId }) =>
        state === 'pending' && nextAttemptAt < at && (after === undefined || webhookId > after),
    );
    return [...new Set(rows.map(({ webhookId }) => webhookId))].sort(compareKeys).slice(0, limit);
  }

  async forgetSettled(at: Date, limit: number): Promise<number> {
    const oldest = this.tables.webhookDeliveries
      .all(({ state, settledAt }) => state !== 'pending' && settledAt !== null && settledAt < at)
      .sort(ascending(({ settledAt }) => settledAt?.toISOString() ?? ''))
      .slice(0, limit)
      .map(({ id }) => id);
    return this.tables.webhookDeliveries.remove(({ id }) => oldest.includes(id)).length;
  }

  #webhooksOf(isOneOf: (teamId: TeamId) => boolean): StoredTeamWebhook[] {
    return this.tables.teamWebhooks
      .all(({ teamId }) => isOneOf(teamId))
      .sort(ascending(({ teamId, id }) => `${teamId} ${id}`));
  }

  #membersOf(team: TeamId): readonly UserId[] {
    return this.tables.teamAccesses
      .all(({ teamId }) => teamId === team)
      .sort(ascending(({ createdAt, id }) => `${createdAt.toISOString()} ${id}`))
      .map(({ userId }) => userId);
  }

  #waiting(webhook: TeamWebhookId): StoredWebhookDelivery[] {
    return this.tables.webhookDeliveries
      .all(({ webhookId, state }) => webhookId === webhook && state === 'pending')
      .sort(byDeliveryId);
  }

  #queue(
    { id: webhookId, teamId }: StoredTeamWebhook,
    event: QueuedEvent,
    knownEmail: string | null = null,
  ): void {
    const { webhookDeliveries, teamWebhooks, teams, users } = this.tables;
    const { userId, operation, cause, at } = event;
    const user = users.find(userId);
    const last = webhookDeliveries
      .all(() => true)
      .sort(byDeliveryId)
      .at(-1);
    webhookDeliveries.insert({
      id: String(Number(last?.id ?? 0) + 1) as WebhookDeliveryId,
      webhookId,
      teamId,
      teamName: teams.find(teamId)?.name ?? '',
      operation,
      cause,
      userId,
      email: (user && verifiedEmail(user)) ?? knownEmail,
      state: 'pending',
      attempts: 0,
      lastStatus: null,
      lastFailure: null,
      createdAt: at,
      lastAttemptAt: null,
      nextAttemptAt: at,
      settledAt: null,
      kept: null,
    });
    teamWebhooks.update(webhookId, (row) => ({ ...row, status: 'pending' }));
  }
}
