import type { TeamWebhookRepository } from '../../../application/webhook/delivery/team-webhook-repository.ts';
import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook, WebhookStatus } from '../../../domain/webhook/team-webhook.ts';
import { compareKeys } from '../engine/ascending.ts';
import type { MemoryTables, StoredTeamWebhook } from '../engine/memory-tables.ts';

/** A webhook without its secret, as queries return it. */
export const toTeamWebhook = ({ secret, ...webhook }: StoredTeamWebhook): TeamWebhook => ({
  ...webhook,
  hasSecret: secret !== null,
});

export class MemoryTeamWebhookRepository implements TeamWebhookRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(teamId: TeamId, id: TeamWebhookId): Promise<TeamWebhook | undefined> {
    const found = this.tables.teamWebhooks.find(id);
    return found?.teamId === teamId ? toTeamWebhook(found) : undefined;
  }

  async lock(id: TeamWebhookId): Promise<TeamWebhook | undefined> {
    const found = this.tables.teamWebhooks.find(id);
    return found && toTeamWebhook(found);
  }

  async failing(after: TeamWebhookId | undefined, limit: number): Promise<readonly TeamWebhookId[]> {
    return this.tables.teamWebhooks
      .all(({ id, status }) => status === 'failure' && (after === undefined || id > after))
      .map(({ id }) => id)
      .sort(compareKeys)
      .slice(0, limit);
  }

  async insert(webhook: TeamWebhook, secret: string | null): Promise<void> {
    this.tables.teamWebhooks.insert({ ...webhook, secret });
  }

  async update(
    { id, url, protocol, updatedAt }: TeamWebhook,
    secret: string | null | undefined,
  ): Promise<void> {
    this.tables.teamWebhooks.update(id, (webhook) => ({
      ...webhook,
      url,
      protocol,
      updatedAt,
      secret: secret === undefined ? webhook.secret : secret,
    }));
  }

  async setStatus(id: TeamWebhookId, status: WebhookStatus): Promise<void> {
    this.tables.teamWebhooks.update(id, (webhook) => ({ ...webhook, status }));
  }

  async delete(id: TeamWebhookId): Promise<void> {
    this.tables.teamWebhooks.remove((webhook) => webhook.id === id);
    this.tables.webhookDeliveries.remove(({ webhookId }) => webhookId === id);
  }
}
