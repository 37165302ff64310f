import type {
  OpenidClientRepository,
  RegisteredClient,
} from '../../../application/identity/client/openid-client-repository.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { toRegisteredClient } from './to-registered-client.ts';

export class MemoryOpenidClientRepository implements OpenidClientRepository {
  constructor(private readonly tables: MemoryTables) {}

  async lock(clientId: string): Promise<RegisteredClient | undefined> {
    const stored = this.tables.openidClients.find(clientId);
    return stored && toRegisteredClient(stored);
  }

  async insert(client: RegisteredClient): Promise<void> {
    const { clientId } = client;
    if (this.tables.openidClients.find(clientId))
      throw new DomainError('openid_client.id_taken', 'Another client has this id');
    this.tables.openidClients.insert({ ...client, id: clientId });
  }

  async update(client: RegisteredClient): Promise<void> {
    this.tables.openidClients.update(client.clientId, ({ id, createdAt }) => ({ ...client, id, createdAt }));
  }

  async delete(clientId: string): Promise<void> {
    this.tables.openidClients.remove(({ id }) => id === clientId);
  }
}
