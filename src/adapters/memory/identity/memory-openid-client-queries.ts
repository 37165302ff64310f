import type {
  ClientOrder,
  OpenidClientQueries,
} from '../../../application/identity/client/openid-client-queries.ts';
import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { StoredOpenidClient } from '../engine/memory-tables.ts';
import { pageOf } from '../engine/page-of.ts';
import { toRegisteredClient } from './to-registered-client.ts';

const ORDER = {
  name: ({ name }: StoredOpenidClient) => name,
  created_at: ({ createdAt }: StoredOpenidClient) => createdAt,
};

export class MemoryOpenidClientQueries implements OpenidClientQueries {
  constructor(private readonly store: MemoryStore) {}

  async find(clientId: string): Promise<RegisteredClient | undefined> {
    const stored = this.store.tables.openidClients.find(clientId);
    return stored && toRegisteredClient(stored);
  }

  async page(request: CursorRequest<ClientOrder>): Promise<Page<RegisteredClient>> {
    const { total, items } = pageOf(
      this.store.tables.openidClients.all(() => true),
      request,
      ORDER,
    );
    return { total, items: items.map(toRegisteredClient) };
  }
}
