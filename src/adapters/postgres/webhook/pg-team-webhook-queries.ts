import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { TeamWebhookQueries } from '../../../application/webhook/team-webhook-queries.ts';
import type { TeamId, TeamWebhookId } from '../../../domain/shared/ids.ts';
import type { TeamWebhook } from '../../../domain/webhook/team-webhook.ts';
import type { DeliveryState, WebhookDelivery } from '../../../domain/webhook/webhook-delivery.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { TEAM_WEBHOOK_COLUMNS, type TeamWebhookRow, toTeamWebhook } from './team-webhook-row.ts';
import { WEBHOOK_DELIVERY } from './webhook-delivery-table.ts';

export class PgTeamWebhookQueries implements TeamWebhookQueries {
  constructor(private readonly db: Queryable) {}

  async page(teamId: TeamId, { number, size, order }: PageRequest<'created_at'>): Promise<Page<TeamWebhook>> {
    const { rows } = await this.db.query<PageRow<TeamWebhookRow>>(
      pageStatement({
        columns: TEAM_WEBHOOK_COLUMNS,
        from: 'team_webhook w WHERE w.team_id = $1',
        order: orderBy(order, { created_at: 'w.created_at' }, 'w.id'),
        limit: '$2',
        offset: '$3',
      }),
      [teamId, size, (number - 1) * size],
    );
    return toPage(rows, toTeamWebhook);
  }

  async deliveries(
    teamId: TeamId,
    webhookId: TeamWebhookId,
    states: readonly DeliveryState[],
    { number, size, order }: PageRequest<'id'>,
  ): Promise<Page<WebhookDelivery> | undefined> {
    const counted = await this.db.query<{ total: number }>(
      `SELECT (SELECT count(*)::int FROM webhook_delivery d
                WHERE d.webhook_id = w.id AND d.state = ANY($3::text[])) AS total
         FROM team_webhook w WHERE w.team_id = $1 AND w.id = $2`,
      [teamId, webhookId, states],
    );
    if (!counted.rows[0]) return undefined;
    const items = await WEBHOOK_DELIVERY.all(
      this.db,
      `WHERE d.webhook_id = $1 AND d.state = ANY($2::text[])
        ORDER BY ${orderBy(order, { id: 'd.id' }, 'd.id')} LIMIT $3 OFFSET $4`,
      [webhookId, states, size, (number - 1) * size],
    );
    return { total: counted.rows[0].total, items };
  }
}
