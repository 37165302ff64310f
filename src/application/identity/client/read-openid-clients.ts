import { ensureMayWithOpenidClients } from '../../../domain/identity/openid-client-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { CursorRequest, Page } from '../../shared/page.ts';
import type { Clock } from '../../shared/system.ts';
import type { ClientManager } from './client-manager.ts';
import { type ClientView, clientView } from './client-view.ts';
import type { ClientOrder, OpenidClientQueries } from './openid-client-queries.ts';

type Deps = { openidClientQueries: OpenidClientQueries; clock: Clock };

export type ListOpenidClients = (
  by: ClientManager,
  request: CursorRequest<ClientOrder>,
) => Promise<Page<ClientView>>;

/** @throws DomainError `openid_client.action_forbidden` */
export const makeListOpenidClients =
  ({ openidClientQueries, clock }: Deps): ListOpenidClients =>
  async (by, request) => {
    ensureMayWithOpenidClients(by, 'list');
    const { total, items } = await openidClientQueries.page(request);
    return { total, items: items.map((client) => clientView(client, by, clock.now())) };
  };

export type GetOpenidClient = (by: ClientManager, clientId: string) => Promise<ClientView>;

/** @throws DomainError `openid_client.action_forbidden`, `openid_client.not_found` */
export const makeGetOpenidClient =
  ({ openidClientQueries, clock }: Deps): GetOpenidClient =>
  async (by, clientId) => {
    ensureMayWithOpenidClients(by, 'list');
    const client = await openidClientQueries.find(clientId);
    if (!client) throw new DomainError('openid_client.not_found', 'No such OpenID client');
    return clientView(client, by, clock.now());
  };
